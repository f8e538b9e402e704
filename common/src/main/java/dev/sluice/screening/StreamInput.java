package dev.sluice.screening;

import dev.sluice.event.StreamEvent;
import dev.sluice.fingerprint.FrameFingerprints;

/**
 * What reaches the screening of one stream: exactly one of a frame, chat hits or an event of the stream's life.
 *
 * @param appendedAtMillis when the broker took in the record behind it, epoch milliseconds
 */
public record StreamInput(
        String streamId, FrameFingerprints frame, ChatHits chat, StreamEvent lifecycle, long appendedAtMillis) {
    public static StreamInput of(FrameFingerprints frame) {
        return new StreamInput(
                frame.streamId(), frame, null, null, frame.evidence().appendedAtMillis());
    }

    public static StreamInput of(ChatHits chat, long appendedAtMillis) {
        return new StreamInput(chat.streamId(), null, chat, null, appendedAtMillis);
    }

    public static StreamInput of(StreamEvent lifecycle, long appendedAtMillis) {
        return new StreamInput(lifecycle.streamId(), null, null, lifecycle, appendedAtMillis);
    }
}
