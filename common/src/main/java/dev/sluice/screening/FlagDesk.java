package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.StreamState.OpenFlag;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Publishes flags: one per cause, again only when the band changes or some time after there is something new. */
final class FlagDesk {
    /** A flag whose band did not change is published again no sooner than this. */
    private static final long UPDATE_INTERVAL_MILLIS = 60_000;

    private final Policy policy;

    FlagDesk(Policy policy) {
        this.policy = policy;
    }

    /**
     * What there is to show beside the cause.
     *
     * @param related other streams with the same content
     * @param ptsMillis of the frame to look at, -1 if there is none
     */
    record Exhibit(Supplier<List<Flag.Match>> matches, List<Flag.Related> related, long ptsMillis, boolean fresh) {
        /** Nothing but the evidence in the risk. */
        static final Exhibit NONE = new Exhibit(List::of, List.of(), -1, false);
    }

    /** The id of the flag of a cause: the same after every replay. */
    String id(Draft draft, String reason, String... subject) {
        Object[] parts = new Object[subject.length + 3];
        parts[0] = draft.streamId;
        parts[1] = reason;
        System.arraycopy(subject, 0, parts, 2, subject.length);
        parts[parts.length - 1] = policy.document().epoch();
        return Ids.of("flag", parts);
    }

    /** Opens or updates a flag, unless there is nothing new or a reviewer's answer keeps it quiet. */
    void raise(Draft draft, Cause cause, Exhibit exhibit, Risk risk) {
        Optional<OpenFlag> known = draft.openFlag(cause.flagId());
        if (known.isEmpty()) {
            publish(draft, cause, Flag.OPEN, exhibit, risk);
            return;
        }
        if (draft.nowMillis() < known.get().mutedUntilMillis()) {
            return;
        }
        boolean newBand = !known.get().band().equals(cause.band());
        boolean due = draft.nowMillis() - known.get().publishedMillis() >= UPDATE_INTERVAL_MILLIS;
        boolean fresh = exhibit.fresh() || risk.value() > known.get().peakRisk();
        if (newBand || (due && fresh)) {
            publish(draft, cause, Flag.UPDATED, exhibit, risk);
        } else if (known.get().belowSinceMillis() > 0) {
            draft.keep(known.get().belowSince(0));
        }
    }

    /** Takes a flag back once its cause has been gone for the hold-down time. */
    void lower(Draft draft, Cause cause, Risk risk) {
        Optional<OpenFlag> open =
                draft.openFlag(cause.flagId()).filter(flag -> !flag.band().equals(Flag.CLEARED));
        if (open.isEmpty()) {
            return;
        }
        long since = open.get().belowSinceMillis();
        if (since == 0) {
            draft.keep(open.get().belowSince(draft.nowMillis()));
        }
        long below = since == 0 ? 0 : draft.nowMillis() - since;
        if (below >= policy.document().risk().holdSeconds() * 1000) {
            publish(draft, cause, Flag.CLEARED, Exhibit.NONE, risk);
        }
    }

    /** Closes a flag because a reviewer answered it; raised again no sooner than {@code mutedUntilMillis}. */
    void close(Draft draft, OpenFlag open, Exhibit exhibit, String why, long mutedUntilMillis, Risk risk) {
        if (!open.band().equals(Flag.CLEARED)) {
            Cause cause = Cause.again(open, "P3", Cause.REVIEW, List.of(why));
            publish(draft, cause, Flag.CLEARED, exhibit, risk);
        }
        draft.openFlag(open.flagId()).ifPresent(flag -> draft.keep(flag.mutedUntil(mutedUntilMillis)));
    }

    /**
     * Tells that reviewers agree with a flag, and keeps it quiet from then on.
     *
     * @param settled whether nobody else need look
     */
    void confirm(Draft draft, OpenFlag open, Exhibit exhibit, String why, boolean settled, Risk risk) {
        if (!open.band().equals(Flag.CLEARED)) {
            Cause cause =
                    Cause.again(open, settled ? "P3" : "P0", settled ? Cause.REVIEW : Cause.REVIEW_P0, List.of(why));
            publish(draft, cause, settled ? Flag.CLEARED : Flag.UPDATED, exhibit, risk);
        }
        draft.openFlag(open.flagId()).ifPresent(flag -> draft.keep(flag.mutedUntil(Long.MAX_VALUE)));
    }

    /** The next revision of a flag, which somebody else may publish. */
    Flag reserve(Draft draft, Cause cause, Exhibit exhibit, Risk risk) {
        Flag flag = compose(draft, cause, Flag.UPDATED, exhibit, risk);
        draft.openFlag(cause.flagId()).ifPresent(open -> draft.keep(open.reserved()));
        return flag;
    }

    private void publish(Draft draft, Cause cause, String state, Exhibit exhibit, Risk risk) {
        Flag flag = compose(draft, cause, state, exhibit, risk);
        draft.publish(flag, cause.subject(), state.equals(Flag.CLEARED) ? Flag.CLEARED : cause.band());
    }

    private Flag compose(Draft draft, Cause cause, String state, Exhibit exhibit, Risk risk) {
        int revision = draft.openFlag(cause.flagId()).map(OpenFlag::revision).orElse(0) + 1;
        List<Flag.ChatHit> hits = draft.chat.stream()
                .map(tally -> new Flag.ChatHit(
                        tally.term(),
                        tally.category(),
                        tally.count(),
                        tally.speakers().size()))
                .toList();
        return new Flag(
                cause.flagId(),
                revision,
                state,
                draft.streamId,
                draft.accountId,
                cause.reason(),
                cause.category(),
                cause.priority(),
                draft.now.plusSeconds(deadlineSeconds(cause)),
                cause.action(),
                cause.whyNotMore(),
                exhibit.matches().get(),
                hits,
                risk.value(),
                risk.terms(),
                exhibit.related(),
                draft.timeline,
                draft.coverage,
                draft.evidenceAt(exhibit.ptsMillis()),
                draft.causedAtMillis,
                draft.versions(),
                draft.now);
    }

    private long deadlineSeconds(Cause cause) {
        if (cause.deadlineSeconds() > 0) {
            return cause.deadlineSeconds();
        }
        PolicyDocument.Deadlines deadlines = policy.document().deadlines();
        return switch (cause.priority()) {
            case "P0" -> deadlines.p0Seconds();
            case "P1" -> deadlines.p1Seconds();
            default -> deadlines.p2Seconds();
        };
    }
}
