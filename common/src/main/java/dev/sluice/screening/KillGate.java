package dev.sluice.screening;

import dev.sluice.event.Decision;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.Versions;
import dev.sluice.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Releases kills within the policy's budgets, over all streams; what it withholds becomes a P0 flag that says why. It
 * also takes the authority to kill from a signature that hits too many accounts or that reviewers reject. Pure.
 */
public final class KillGate {
    private final Policy policy;
    private final String jobVersion;

    public KillGate(Policy policy, String jobVersion) {
        this.policy = policy;
        this.jobVersion = jobVersion;
    }

    /**
     * What became of a request.
     *
     * @param kill null if it is withheld
     * @param flag null if the kill is released
     * @param withheld why the kill is withheld, null if it is released
     */
    public record Passage(KillBudget budget, Kill kill, Flag flag, Withheld withheld, List<Decision> decisions) {}

    /** Why a kill is withheld, in general; the flag has the sentence. */
    public enum Withheld {
        /** A budget is used up. */
        BUDGET,
        /** The signature hits too many accounts, or reviewers reject it. */
        SIGNATURE
    }

    /** What a signature's use changes, and what operators should hear of it. */
    public record Noted(SignatureConduct conduct, List<Decision> decisions) {}

    /** @param conduct of the signature behind the kill, null if there is none */
    public Passage pass(KillBudget budget, SignatureConduct conduct, KillRequest request, Instant now) {
        Kill kill = request.kill();
        if (KillIssuing.BY_REVIEWERS.equals(kill.authority())) {
            return new Passage(budget, kill, null, null, List.of());
        }
        long nowMillis = now.toEpochMilli();
        Optional<String> unfit = conduct == null ? Optional.empty() : conduct.refusal(nowMillis, policy);
        if (unfit.isPresent()) {
            return withheld(budget, request, Withheld.SIGNATURE, unfit.get(), false, now);
        }
        Optional<String> spent =
                budget.refusal(kill.killId(), nowMillis, policy.document().kills());
        if (spent.isPresent()) {
            return withheld(budget.usedUp(), request, Withheld.BUDGET, spent.get(), !budget.spent(), now);
        }
        return new Passage(budget.with(kill.killId(), nowMillis), kill, null, null, List.of());
    }

    /** Counts a use of a signature. */
    public Noted note(SignatureConduct conduct, SignatureUse use) {
        SignatureConduct after = conduct.after(use);
        boolean lost = conduct.refusal(use.atMillis(), policy).isEmpty();
        Optional<String> why = after.refusal(use.atMillis(), policy);
        if (!lost || why.isEmpty()) {
            return new Noted(after, List.of());
        }
        String subject = use.bank() + "/" + use.signatureId();
        return new Noted(
                after,
                List.of(decision(
                        use.streamId(),
                        "SIGNATURE_QUARANTINED",
                        subject,
                        why.get(),
                        0,
                        new Versions(jobVersion, policy.version(), 0),
                        Instant.ofEpochMilli(use.atMillis()))));
    }

    private static Passage withheld(
            KillBudget budget, KillRequest request, Withheld cause, String why, boolean breaks, Instant now) {
        Kill kill = request.kill();
        double risk = request.otherwise().risk();
        List<Decision> decisions = new ArrayList<>();
        decisions.add(decision(kill.streamId(), "KILL_WITHHELD", kill.killId(), why, risk, kill.versions(), now));
        if (breaks) {
            decisions.add(decision(
                    kill.streamId(),
                    "CIRCUIT_BREAKER",
                    kill.killId(),
                    why + ": every kill is a P0 flag until it is free again",
                    risk,
                    kill.versions(),
                    now));
        }
        return new Passage(budget, null, request.otherwise().because(List.of(why)), cause, decisions);
    }

    private static Decision decision(
            String streamId, String action, String reference, String why, double risk, Versions versions, Instant at) {
        return new Decision(
                Ids.of("decision", streamId, action, reference, why, at),
                streamId,
                action,
                reference,
                risk,
                List.of(why),
                versions,
                at);
    }
}
