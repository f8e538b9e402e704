package dev.sluice.policy;

/**
 * One CEL expression over a stream's evidence ({@link RuleFacts}), and what follows while it holds.
 *
 * @param id unique in the policy; named in flags and decisions
 * @param comment what it is for, shown to reviewers
 * @param mode how far it may go
 * @param when the expression; its value is true or false
 * @param weight of the evidence that the rule is while it holds, 0..1; 0 adds nothing to the risk
 * @param group of evidence that the weight counts in, one of {@link PolicyDocument.Risk#GROUPS}; null without weight
 * @param halfLifeSeconds how fast the weight fades once the rule no longer holds; 0 only without weight
 * @param action what else follows
 * @param priority of its flag: P0, P1 or P2
 * @param category of its flag, such as {@code THREAT}
 * @param redirect name of the redirect that {@link Action#REDIRECT} shows; null for other actions
 */
public record Rule(
        String id,
        String comment,
        Mode mode,
        String when,
        double weight,
        String group,
        long halfLifeSeconds,
        Action action,
        String priority,
        String category,
        String redirect) {

    /** How far a rule may go. No mode kills: heuristics never do. */
    public enum Mode {
        /** Its weight counts, and its action is taken. */
        ENFORCE,
        /** Its weight counts and its flag is raised; a directive or a redirect is only recommended, in a flag. */
        REVIEW,
        /** Evaluated and written to decisions, without effect: to learn what it would do. */
        SHADOW,
        /** Not evaluated. */
        OFF
    }

    /** What follows from a rule beside its weight. */
    public enum Action {
        /** Nothing: the rule is evidence only. */
        NONE,
        /** A human is asked to look. */
        FLAG,
        /** More frames are asked for. */
        DIRECTIVE,
        /** Viewers or the streamer are shown where help is; and a human is asked to look. */
        REDIRECT
    }
}
