package dev.sluice.screening;

import dev.sluice.event.Flag;
import java.util.List;

/**
 * Why a flag is raised and what should follow.
 *
 * @param subject what it is about, part of its id; empty if the reason says it all
 * @param deadlineSeconds 0 for the priority's usual one
 * @param related other streams with the same content
 */
record Cause(
        String flagId,
        String reason,
        String subject,
        String category,
        String priority,
        String action,
        List<String> whyNotMore,
        long deadlineSeconds,
        List<Flag.Related> related) {
    static final String REVIEW = "REVIEW";
    static final String REVIEW_P0 = "REVIEW_P0";
    static final String KILL = "KILL";

    String band() {
        return priority + " " + action;
    }

    Cause withheld(List<String> reasons) {
        return new Cause(flagId, reason, subject, category, priority, REVIEW_P0, reasons, deadlineSeconds, related);
    }
}
