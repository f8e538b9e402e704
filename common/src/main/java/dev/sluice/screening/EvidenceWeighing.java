package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.VerdictEvent;
import dev.sluice.fingerprint.Variant;
import dev.sluice.match.Alignment;
import dev.sluice.match.SequenceVote;
import dev.sluice.match.Vote;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.StreamState.ChatTally;
import dev.sluice.signature.ReferenceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each piece of a stream's evidence weighs at the moment. */
final class EvidenceWeighing {
    static final String MATCH = "match";
    static final String EVASION = "evasion";
    static final String CHAT = "chat";
    static final String REPORTS = "reports";

    private static final String STANDING = "standing";
    private static final String SIGNALS = "signals";
    private static final String SIBLINGS = "siblings";

    /** What a match is worth while it is no sequence, or one without a close frame, as a share of the bank's severity. */
    private static final double FRAME_MATCH_SHARE = 0.6;
    /** What reports weigh once a reviewer found them unfounded. */
    private static final double UNFOUNDED = 0.2;

    private final Policy policy;
    private final KillInterlocks interlocks;

    EvidenceWeighing(Policy policy, KillInterlocks interlocks) {
        this.policy = policy;
        this.interlocks = interlocks;
    }

    /** The stream's risk, with every piece of evidence. */
    Risk weigh(Draft draft) {
        List<Flag.RiskTerm> evidence = new ArrayList<>();
        matches(draft, evidence);
        chat(draft, evidence);
        reports(draft, evidence);
        standing(draft, evidence);
        for (Score score : draft.scores) {
            add(
                    evidence,
                    SIGNALS,
                    SIGNALS,
                    score.label() + " by " + score.source(),
                    score.value(),
                    age(draft, score.atMillis()));
        }
        if (draft.siblingMillis > 0) {
            add(
                    evidence,
                    SIBLINGS,
                    SIBLINGS,
                    "a stream of the same account or content was confirmed",
                    1,
                    age(draft, draft.siblingMillis));
        }
        for (RuleMemory.Held held : draft.rules.held()) {
            double faded = Risk.decayed(held.weight(), age(draft, held.lastMillis()), held.halfLifeSeconds());
            // The rule says how much; the group only bounds it.
            evidence.add(new Flag.RiskTerm(held.group(), "rule " + held.rule(), faded));
        }
        return Risk.of(evidence);
    }

    private void matches(Draft draft, List<Flag.RiskTerm> evidence) {
        long newestPts = draft.recent.newestMillis();
        for (SequenceVote votes : draft.votes) {
            double severity = policy.banks().bank(votes.bank()).severity();
            Alignment alignment = interlocks.alignment(votes);
            boolean sequence = alignment.seeds() > 0 && interlocks.isSequence(alignment);
            double weight = sequence ? severity : severity * FRAME_MATCH_SHARE;
            long lastPts =
                    votes.votes().stream().mapToLong(Vote::ptsMillis).max().orElse(newestPts);
            add(evidence, MATCH, MATCH, votes.subject(), weight, newestPts - lastPts);
            edited(votes)
                    .ifPresent(vote ->
                            add(evidence, EVASION, EVASION, vote.variant().name(), weight, newestPts - lastPts));
        }
    }

    /**
     * The nearest match that the picture had to be undone for, as mirrored, cut or turned; one that needs it not, beside it,
     * excuses nothing.
     */
    static Optional<Vote> edited(SequenceVote votes) {
        return votes.telling().stream()
                .filter(vote -> vote.variant() != Variant.ORIGINAL || ReferenceView.isEdited(vote.view()))
                .min(Comparator.comparingInt(Vote::distance));
    }

    private void chat(Draft draft, List<Flag.RiskTerm> evidence) {
        for (ChatTally tally : draft.chat) {
            String group = CHAT + ":" + tally.category();
            add(evidence, CHAT, group, tally.term(), tally.said(), age(draft, tally.lastMillis()));
        }
    }

    private void reports(Draft draft, List<Flag.RiskTerm> evidence) {
        if (draft.reports.isEmpty()) {
            return;
        }
        double weight = Math.min(policy.document().reports().cap(), credible(draft));
        int count = draft.reports.size();
        evidence.add(new Flag.RiskTerm(REPORTS, count + (count == 1 ? " report" : " reports"), weight));
    }

    /** Distinct reporters by what each is worth, combined by noisy-or and faded; 0..1, not capped. */
    double credible(Draft draft) {
        PolicyDocument.Group group = policy.document().risk().group(REPORTS);
        boolean unfounded = draft.judgement.given().stream()
                .anyMatch(given -> VerdictEvent.REJECT.equals(given.decision())
                        && draft.openFlag(given.flagId())
                                .filter(flag -> Flag.REPORTS.equals(flag.reason()))
                                .isPresent());
        Map<Integer, Double> byReporter = new HashMap<>();
        for (Reported report : draft.reports) {
            byReporter.merge(report.reporter(), weight(report, draft.nowMillis()), Math::max);
        }
        double innocence =
                byReporter.values().stream().sorted().reduce(1.0, (product, weight) -> product * (1 - weight));
        return (1 - innocence) * group.weight() * (unfounded ? UNFOUNDED : 1);
    }

    private double weight(Reported report, long nowMillis) {
        PolicyDocument.Group group = policy.document().risk().group(REPORTS);
        return Risk.decayed(
                policy.document().reports().weight() * Math.min(1, report.credibility() / Reported.USUAL_CREDIBILITY),
                nowMillis - report.atMillis(),
                group.halfLifeSeconds());
    }

    /**
     * Which report counts least: a flood of reports must not drive out those that count. First what its reporter says
     * better elsewhere, then the lightest, then the oldest.
     */
    Reported least(List<Reported> reports, long nowMillis) {
        Map<Integer, Reported> best = new HashMap<>();
        for (Reported report : reports) {
            best.merge(
                    report.reporter(),
                    report,
                    (one, other) -> weight(other, nowMillis) > weight(one, nowMillis) ? other : one);
        }
        return reports.stream()
                .min(Comparator.comparing(
                                (Reported report) -> best.get(report.reporter()).equals(report))
                        .thenComparingDouble(report -> weight(report, nowMillis)))
                .orElseThrow();
    }

    private void standing(Draft draft, List<Flag.RiskTerm> evidence) {
        PolicyDocument.Standing settings = policy.document().standing();
        Standing standing = draft.standing;
        int days = standing.ageDays(draft.nowMillis());
        if (days >= 0 && days < settings.newAccountDays()) {
            add(evidence, STANDING, STANDING, "a new account", settings.newAccountWeight(), 0);
        }
        if (standing.strikes() > 0) {
            double weight = 1 - Math.pow(1 - settings.strikeWeight(), standing.strikes());
            add(evidence, STANDING, STANDING, standing.strikes() + " strikes", weight, 0);
        }
    }

    private void add(
            List<Flag.RiskTerm> evidence, String settings, String group, String name, double weight, long ageMillis) {
        PolicyDocument.Group counted = policy.document().risk().group(settings);
        evidence.add(new Flag.RiskTerm(
                group, name, Risk.decayed(weight * counted.weight(), ageMillis, counted.halfLifeSeconds())));
    }

    private static long age(Draft draft, long atMillis) {
        return draft.nowMillis() - atMillis;
    }
}
