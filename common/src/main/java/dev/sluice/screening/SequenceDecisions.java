package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.Flag;
import dev.sluice.match.Alignment;
import dev.sluice.match.SequenceVote;
import dev.sluice.policy.Policy;
import dev.sluice.screening.FlagDesk.Exhibit;
import dev.sluice.signature.Bank;
import dev.sluice.signature.Signature;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What follows from a match with a signature: a flag, and behind all interlocks a kill. */
final class SequenceDecisions {
    /** An earlier stream of the account counts if it aligned so shortly before. */
    private static final long SHORT_GAP_MILLIS = 120_000;
    /** Aligned frames of a part of a sequence that earlier streams of the account continue. */
    private static final int LEAST_CARRIED = 2;

    private final Policy policy;
    private final KillInterlocks interlocks;
    private final Exhibits exhibits;
    private final FlagDesk flags;
    private final KillIssuing kills;

    SequenceDecisions(Policy policy, KillInterlocks interlocks, Exhibits exhibits, FlagDesk flags, KillIssuing kills) {
        this.policy = policy;
        this.interlocks = interlocks;
        this.exhibits = exhibits;
        this.flags = flags;
        this.kills = kills;
    }

    void decide(Draft draft, Signature signature, SequenceVote votes, Risk risk) {
        Bank bank = policy.banks().bank(signature.bank());
        Alignment alignment = interlocks.alignment(votes);
        Optional<Inherited> carried = carried(draft, votes, alignment);
        boolean sequence = (alignment.seeds() > 0 && interlocks.isSequence(alignment))
                || carried.filter(earlier -> interlocks.isSequence(alignment, earlier))
                        .isPresent();
        List<String> failures = interlocks.failures(signature, bank, votes, alignment, carried, draft);
        String action = failures.isEmpty() ? Cause.KILL : sequence ? Cause.REVIEW_P0 : Cause.REVIEW;
        String subject = signature.subject();
        String flagId = flags.id(draft, Flag.SIGNATURE, signature.bank(), signature.id());
        if (draft.openFlag(flagId).isEmpty()) {
            draft.moment("matches " + subject);
            draft.publish(new SignatureUse(
                    signature.bank(),
                    signature.id(),
                    draft.streamId,
                    draft.accountId,
                    SignatureUse.HIT,
                    draft.atMillis()));
        }
        if (sequence) {
            draft.moment("aligns with " + subject);
        }
        Cause cause = Cause.of(flagId, Flag.SIGNATURE, bank.category(), sequence ? "P0" : "P1", action, failures)
                .about(subject);
        Exhibit exhibit = exhibits.of(draft, votes);
        flags.raise(draft, cause, exhibit, risk);
        tellAccount(draft, signature, alignment);
        // A changed list finds again what a stream showed before it was ended.
        if (failures.isEmpty() && draft.goesOnAfterKill()) {
            String reason = alignment.frames() + " distinct frames over " + alignment.spanMillis() + " ms align with "
                    + subject
                    + carried.filter(earlier -> !interlocks.isSequence(alignment))
                            .map(earlier -> ", after " + earlier.frames() + " in the account's last stream")
                            .orElse("");
            Object[] evidence = votes.votes().stream()
                    .map(vote -> vote.ptsMillis() + ":" + vote.referenceMillis() + ":" + vote.distance())
                    .toArray();
            kills.issue(draft, cause, exhibit, reason, KillIssuing.BY_SEQUENCE, risk, evidence);
        }
    }

    /** What an earlier stream of the account showed of the same video, if this one goes on with it. */
    private static Optional<Inherited> carried(Draft draft, SequenceVote votes, Alignment alignment) {
        if (alignment.frames() < LEAST_CARRIED || alignment.part()) {
            return Optional.empty();
        }
        return draft.inherited.stream()
                .filter(earlier -> earlier.bank().equals(votes.bank())
                        && earlier.signatureId().equals(votes.signatureId())
                        && earlier.isBeside(alignment)
                        && draft.atMillis() - earlier.atMillis() <= SHORT_GAP_MILLIS)
                .max(Comparator.comparingInt(Inherited::frames));
    }

    /** So that a stream broken off and begun anew is judged as one. */
    private void tellAccount(Draft draft, Signature signature, Alignment alignment) {
        boolean telling = alignment.frames() >= LEAST_CARRIED
                && alignment.frames() <= policy.document().sequence().frames()
                && !alignment.part()
                && !draft.accountId.isEmpty();
        if (telling) {
            draft.publish(new AccountNote(
                    draft.accountId,
                    draft.streamId,
                    AccountNote.ALIGNED,
                    signature.bank(),
                    signature.id(),
                    alignment.frames(),
                    alignment.spanMillis(),
                    alignment.seeds(),
                    alignment.referenceFromMillis(),
                    alignment.referenceToMillis(),
                    Instant.ofEpochMilli(draft.atMillis())));
        }
    }
}
