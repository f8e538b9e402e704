package dev.sluice.event;

import java.time.Instant;
import java.util.List;

/**
 * A reviewer's answer to a flag, as it arrives on topic {@code verdicts}.
 *
 * @param flagId the flag that it answers
 * @param reviewer who answers
 * @param decision {@link #CONFIRM}, {@link #REJECT}, {@link #ESCALATE}, {@link #NEWS_CONTEXT}, {@link #COUNTER_SPEECH},
 *     {@link #DUPLICATE} or {@link #CANNOT_TELL}; other values are carried as they came
 * @param reason the ground, in the platform's words; empty if not said
 * @param note for other reviewers; empty if there is none
 * @param kill whether the reviewer asks that the stream be ended
 * @param at when, null if not said
 */
public record VerdictEvent(
        String streamId,
        String flagId,
        String reviewer,
        String decision,
        String reason,
        String note,
        boolean kill,
        Instant at) {
    /** The stream shows what the flag says, and it violates the policy. */
    public static final String CONFIRM = "CONFIRM";
    /** The stream does not show what the flag says. */
    public static final String REJECT = "REJECT";
    /** Someone else has to decide. */
    public static final String ESCALATE = "ESCALATE";
    /** The stream shows it as news. */
    public static final String NEWS_CONTEXT = "NEWS_CONTEXT";
    /** The stream shows it to speak against it. */
    public static final String COUNTER_SPEECH = "COUNTER_SPEECH";
    /** Another flag says the same. */
    public static final String DUPLICATE = "DUPLICATE";
    /** What can be seen does not suffice. */
    public static final String CANNOT_TELL = "CANNOT_TELL";

    /** Every decision that Sluice knows. */
    public static final List<String> DECISIONS =
            List.of(CONFIRM, REJECT, ESCALATE, NEWS_CONTEXT, COUNTER_SPEECH, DUPLICATE, CANNOT_TELL);

    public VerdictEvent {
        reason = reason == null ? "" : reason;
        note = note == null ? "" : note;
    }
}
