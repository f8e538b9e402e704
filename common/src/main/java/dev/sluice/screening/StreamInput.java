package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.VerdictEvent;
import dev.sluice.fingerprint.FrameFingerprints;

/**
 * What reaches the screening of one stream: exactly one of its parts is set.
 *
 * @param standing of the stream's account
 * @param note from another stream of its account
 * @param resemblance a picture that another stream showed too
 * @param appendedAtMillis when the broker took in the record behind it, epoch milliseconds
 */
public record StreamInput(
        String streamId,
        FrameFingerprints frame,
        ChatMessage chat,
        StreamEvent lifecycle,
        Reported report,
        Score score,
        VerdictEvent verdict,
        Standing standing,
        AccountNote note,
        Resemblance resemblance,
        long appendedAtMillis) {
    public static StreamInput of(FrameFingerprints frame) {
        long at = frame.evidence().appendedAtMillis();
        return new StreamInput(frame.streamId(), frame, null, null, null, null, null, null, null, null, at);
    }

    public static StreamInput of(ChatMessage chat, long at) {
        return new StreamInput(chat.streamId(), null, chat, null, null, null, null, null, null, null, at);
    }

    public static StreamInput of(StreamEvent lifecycle, long at) {
        return new StreamInput(lifecycle.streamId(), null, null, lifecycle, null, null, null, null, null, null, at);
    }

    public static StreamInput of(String streamId, Reported report) {
        return new StreamInput(streamId, null, null, null, report, null, null, null, null, null, report.atMillis());
    }

    public static StreamInput of(String streamId, Score score) {
        return new StreamInput(streamId, null, null, null, null, score, null, null, null, null, score.atMillis());
    }

    public static StreamInput of(VerdictEvent verdict, long at) {
        return new StreamInput(verdict.streamId(), null, null, null, null, null, verdict, null, null, null, at);
    }

    public static StreamInput of(String streamId, Standing standing, long at) {
        return new StreamInput(streamId, null, null, null, null, null, null, standing, null, null, at);
    }

    public static StreamInput of(String streamId, AccountNote note, long at) {
        return new StreamInput(streamId, null, null, null, null, null, null, null, note, null, at);
    }

    public static StreamInput of(String streamId, Resemblance resemblance, long at) {
        return new StreamInput(streamId, null, null, null, null, null, null, null, null, resemblance, at);
    }

    /**
     * A picture that another account's stream showed too.
     *
     * @param picture a hash of it
     * @param earlier whether the other one showed it first
     */
    public record Resemblance(String streamId, String accountId, int picture, boolean earlier, long atMillis) {}
}
