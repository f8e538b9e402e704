package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.VerdictEvent;
import dev.sluice.fingerprint.FrameFingerprints;

/**
 * What reaches the screening of one stream: exactly one of its parts is set.
 *
 * @param accountId who streams, empty if the record does not say
 * @param standing of the stream's account
 * @param note from another stream of its account
 * @param resemblance a picture that another stream showed too
 * @param appendedAtMillis when the broker took in the record behind it, epoch milliseconds
 */
public record StreamInput(
        String streamId,
        String accountId,
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
    public StreamInput {
        accountId = accountId == null ? "" : accountId;
    }

    public static StreamInput of(FrameFingerprints frame) {
        long at = frame.evidence().appendedAtMillis();
        return new StreamInput(
                frame.streamId(), frame.accountId(), frame, null, null, null, null, null, null, null, null, at);
    }

    public static StreamInput of(ChatMessage chat, long at) {
        return new StreamInput(chat.streamId(), "", null, chat, null, null, null, null, null, null, null, at);
    }

    public static StreamInput of(StreamEvent lifecycle, long at) {
        boolean named = lifecycle.account() != null && lifecycle.account().id() != null;
        String account = named ? lifecycle.account().id() : "";
        return new StreamInput(
                lifecycle.streamId(), account, null, null, lifecycle, null, null, null, null, null, null, at);
    }

    public static StreamInput of(String streamId, Reported report) {
        return new StreamInput(streamId, "", null, null, null, report, null, null, null, null, null, report.atMillis());
    }

    public static StreamInput of(String streamId, Score score) {
        return new StreamInput(streamId, "", null, null, null, null, score, null, null, null, null, score.atMillis());
    }

    public static StreamInput of(VerdictEvent verdict, long at) {
        return new StreamInput(verdict.streamId(), "", null, null, null, null, null, verdict, null, null, null, at);
    }

    public static StreamInput of(String streamId, String accountId, Standing standing, long at) {
        return new StreamInput(streamId, accountId, null, null, null, null, null, null, standing, null, null, at);
    }

    /** @param note for the account of the stream */
    public static StreamInput of(String streamId, AccountNote note, long at) {
        return new StreamInput(streamId, note.accountId(), null, null, null, null, null, null, null, note, null, at);
    }

    public static StreamInput of(String streamId, Resemblance resemblance, long at) {
        return new StreamInput(streamId, "", null, null, null, null, null, null, null, null, resemblance, at);
    }

    /**
     * A picture that another account's stream showed too.
     *
     * @param picture a hash of it
     * @param earlier whether the other one showed it first
     */
    public record Resemblance(String streamId, String accountId, int picture, boolean earlier, long atMillis) {}
}
