package dev.sluice.screening;

import dev.sluice.screening.StreamState.OpenFlag;
import java.util.List;

/**
 * Why a flag is raised and what should follow.
 *
 * @param subject what it is about, part of its id; empty if the reason says it all
 * @param deadlineSeconds 0 for the priority's usual one
 */
record Cause(
        String flagId,
        String reason,
        String subject,
        String category,
        String priority,
        String action,
        List<String> whyNotMore,
        long deadlineSeconds) {
    static final String REVIEW = "REVIEW";
    static final String REVIEW_P0 = "REVIEW_P0";
    static final String KILL = "KILL";

    /** About the stream as a whole, in the priority's usual time. */
    static Cause of(String flagId, String reason, String category, String priority, String action, List<String> why) {
        return new Cause(flagId, reason, "", category, priority, action, why, 0);
    }

    /** The cause of a flag that was raised before, with another outcome. */
    static Cause again(OpenFlag flag, String priority, String action, List<String> why) {
        String category = flag.category().isEmpty() ? flag.reason() : flag.category();
        return of(flag.flagId(), flag.reason(), category, priority, action, why).about(flag.subject());
    }

    Cause about(String what) {
        return new Cause(flagId, reason, what, category, priority, action, whyNotMore, deadlineSeconds);
    }

    Cause within(long seconds) {
        return new Cause(flagId, reason, subject, category, priority, action, whyNotMore, seconds);
    }

    /** What is left to people if a kill is withheld. */
    Cause withheld() {
        return new Cause(flagId, reason, subject, category, priority, REVIEW_P0, List.of(), deadlineSeconds);
    }

    String band() {
        return priority + " " + action;
    }
}
