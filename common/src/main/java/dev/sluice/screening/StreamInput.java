package dev.sluice.screening;

import dev.sluice.event.StreamEvent;
import dev.sluice.fingerprint.FrameFingerprints;

/** What reaches the screening of one stream: exactly one of a frame, chat hits or an event of the stream's life. */
public record StreamInput(String streamId, FrameFingerprints frame, ChatHits chat, StreamEvent lifecycle) {
    public static StreamInput of(FrameFingerprints frame) {
        return new StreamInput(frame.streamId(), frame, null, null);
    }

    public static StreamInput of(ChatHits chat) {
        return new StreamInput(chat.streamId(), null, chat, null);
    }

    public static StreamInput of(StreamEvent lifecycle) {
        return new StreamInput(lifecycle.streamId(), null, null, lifecycle);
    }
}
