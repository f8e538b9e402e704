package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.VerdictEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.policy.Policy;
import dev.sluice.screening.FlagDesk.Exhibit;
import dev.sluice.screening.StreamState.OpenFlag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows from a reviewer's answer. */
final class VerdictScreening {
    /** Two people: what one confirmed is for review, what a second one approved may kill. */
    private static final int APPROVED_BY = 2;
    /** Two hashes this near are of the same picture. */
    private static final int SAME_PICTURE = 16;
    /** A flag that was no reason to act stays quiet for so long. */
    private static final long MUTED_MILLIS = 600_000;

    /** ThreatExchange's opinion for what is not confirmed yet. */
    private static final String SEED = "INVESTIGATION_SEED";

    private static final Set<String> PERMITTING = Set.of(VerdictEvent.NEWS_CONTEXT, VerdictEvent.COUNTER_SPEECH);

    private final Policy policy;
    private final Exhibits exhibits;
    private final FlagDesk flags;
    private final KillIssuing kills;

    VerdictScreening(Policy policy, Exhibits exhibits, FlagDesk flags, KillIssuing kills) {
        this.policy = policy;
        this.exhibits = exhibits;
        this.flags = flags;
        this.kills = kills;
    }

    void judge(Draft draft, VerdictEvent verdict, Risk risk) {
        Optional<OpenFlag> known = draft.openFlag(verdict.flagId());
        if (PERMITTING.contains(verdict.decision())) {
            // Even for a flag that is forgotten: it is about the stream.
            draft.judgement = draft.judgement.permitting();
        }
        if (known.isEmpty()) {
            Optional<String> killId = kills.unacknowledged(draft, verdict.flagId());
            if (killId.isPresent()) {
                draft.publish(new KillVerdict(killId.get(), verdict));
                return;
            }
            draft.record(
                    "VERDICT_IGNORED",
                    verdict.flagId(),
                    risk.value(),
                    List.of("the stream has no such flag, or its state is forgotten"));
            return;
        }
        OpenFlag flag = known.get();
        // Before the answer suppresses it: whoever looks next must see what it is about.
        Exhibit exhibit = exhibits.again(draft, flag);
        Judgement before = draft.judgement;
        draft.judgement = before.with(verdict);
        draft.rules = draft.rules.dueAgain();
        draft.moment("a reviewer answers " + flag.reason() + " with " + verdict.decision());
        draft.record(
                "VERDICT",
                verdict.flagId(),
                risk.value(),
                List.of(verdict.decision() + " by " + verdict.reviewer(), flag.reason() + " " + flag.subject()));
        switch (verdict.decision()) {
            case VerdictEvent.CONFIRM -> confirm(draft, flag, exhibit, verdict, before, risk);
            case VerdictEvent.REJECT -> reject(draft, flag, exhibit, true, risk);
            case VerdictEvent.NEWS_CONTEXT, VerdictEvent.COUNTER_SPEECH -> reject(draft, flag, exhibit, false, risk);
            case VerdictEvent.ESCALATE -> escalate(draft, flag, exhibit, risk);
            case VerdictEvent.DUPLICATE ->
                flags.close(draft, flag, exhibit, "a duplicate, a reviewer says", Long.MAX_VALUE, risk);
            default -> {
                // CANNOT_TELL, and what is not known yet: recorded, and the flag stays for somebody else.
            }
        }
    }

    private void confirm(
            Draft draft, OpenFlag flag, Exhibit exhibit, VerdictEvent verdict, Judgement before, Risk risk) {
        int people = draft.judgement.confirmations(false);
        int needed = policy.document().kills().reviewers();
        boolean ends = verdict.kill() && draft.judgement.confirmations(true) >= needed;
        if (!draft.judgement.equals(before)) {
            flags.confirm(
                    draft,
                    flag,
                    exhibit,
                    agreement(people, verdict.kill() && !ends),
                    ends || people >= APPROVED_BY,
                    risk);
        }
        publishSignature(draft, people >= APPROVED_BY ? SignatureEvent.POSITIVE : SEED);
        Instant at = Instant.ofEpochMilli(draft.atMillis());
        if (!draft.accountId.isEmpty()) {
            draft.publish(note(draft.accountId, draft.streamId, AccountNote.CONFIRMED, at));
        }
        draft.resembling.stream()
                .map(Resembling::accountId)
                .filter(account -> !account.isEmpty() && !account.equals(draft.accountId))
                .distinct()
                .forEach(account -> draft.publish(note(account, draft.streamId, AccountNote.SIBLING, at)));
        if (ends) {
            Cause cause = Cause.again(flag, "P0", Cause.KILL, List.of());
            kills.issue(
                    draft,
                    cause,
                    exhibit,
                    needed == 1 ? "confirmed by a reviewer" : "confirmed by " + needed + " reviewers",
                    KillIssuing.BY_REVIEWERS,
                    risk,
                    new Object[] {flag.flagId(), people});
        }
    }

    private static String agreement(int people, boolean secondEnds) {
        if (people >= APPROVED_BY) {
            return "confirmed by " + people + " reviewers";
        }
        return "confirmed by a reviewer; a second one lets its pictures end other streams"
                + (secondEnds ? ", and ends this one" : "");
    }

    private static AccountNote note(String accountId, String streamId, String kind, Instant at) {
        return new AccountNote(accountId, streamId, kind, "", "", 0, 0, 0, 0, 0, at);
    }

    /** The stream's own pictures become a signature, by which its re-streams are found. */
    private void publishSignature(Draft draft, String opinion) {
        List<SignatureEvent.Frame> frames = new ArrayList<>();
        PdqHash last = null;
        long first = draft.recent.isEmpty() ? 0 : draft.recent.oldestMillis();
        for (FrameFingerprints frame : draft.recent.oldestFirst().toList()) {
            Optional<Fingerprint> original = frame.telling();
            if (original.isEmpty() || frame.partial()) {
                continue;
            }
            PdqHash hash = original.get().hash();
            if (last == null || hash.distance(last) > SAME_PICTURE) {
                frames.add(new SignatureEvent.Frame(
                        hash.toHex(), original.get().quality(), Math.max(0, frame.ptsMillis() - first)));
                last = hash;
            }
        }
        if (frames.isEmpty()) {
            return;
        }
        String bank = policy.document().verdicts().bank();
        String signatureId = Ids.of("stream", draft.streamId);
        // It would only find itself in its own pictures.
        draft.suppress(bank + "/" + signatureId);
        draft.publish(new SignatureEvent(
                bank,
                signatureId,
                SignatureEvent.VIDEO,
                opinion,
                "sluice",
                Instant.ofEpochMilli(draft.atMillis()),
                frames));
    }

    private void reject(Draft draft, OpenFlag flag, Exhibit exhibit, boolean counts, Risk risk) {
        boolean signature = Flag.SIGNATURE.equals(flag.reason());
        if (signature) {
            draft.suppress(flag.subject());
            draft.judgement = draft.judgement.rejectingUntil(draft.recent.newestMillis());
            int slash = flag.subject().indexOf('/');
            if (counts && slash > 0) {
                draft.publish(new SignatureUse(
                        flag.subject().substring(0, slash),
                        flag.subject().substring(slash + 1),
                        draft.streamId,
                        draft.accountId,
                        SignatureUse.REJECT,
                        draft.atMillis()));
            }
        }
        long quiet = signature ? Long.MAX_VALUE : draft.nowMillis() + MUTED_MILLIS;
        flags.close(draft, flag, exhibit, "a reviewer found no reason to act", quiet, risk);
    }

    private void escalate(Draft draft, OpenFlag flag, Exhibit exhibit, Risk risk) {
        Cause cause = Cause.again(flag, "P0", Cause.REVIEW_P0, List.of("a reviewer asks for a second opinion"));
        flags.raise(draft, cause, exhibit, risk);
    }
}
