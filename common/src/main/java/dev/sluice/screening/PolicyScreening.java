package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.Versions;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.match.SequenceVote;
import dev.sluice.policy.CompiledRules;
import dev.sluice.policy.Incident;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.FlagDesk.Exhibit;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The screening of streams under one effective policy: takes an event in, weighs, and decides. */
final class PolicyScreening {
    /** Chat of this risk is looked at sooner. */
    private static final double URGENT = 0.85;

    private static final long MINUTE_MILLIS = 60_000;

    private final PolicyDocument document;
    private final Versions versions;
    private final KillInterlocks interlocks;
    private final FrameScreening frames;
    private final EvidenceIntake intake;
    private final EvidenceWeighing weighing;
    private final Exhibits exhibits;
    private final FlagDesk flags;
    private final KillIssuing kills;
    private final RuleScreening rules;
    private final VerdictScreening verdicts;
    private final SequenceDecisions sequences;
    private final Directing directing;

    PolicyScreening(Policy policy, List<Incident> incidents, CatalogueSnapshot catalogue, Versions versions) {
        this.document = policy.document();
        this.versions = versions;
        this.interlocks = new KillInterlocks(policy);
        this.frames = new FrameScreening(policy, catalogue, interlocks);
        this.weighing = new EvidenceWeighing(policy, interlocks);
        this.intake = new EvidenceIntake(policy, weighing);
        this.flags = new FlagDesk(policy);
        this.kills = new KillIssuing(policy, flags);
        this.rules = new RuleScreening(policy, incidents, interlocks, weighing, flags);
        this.exhibits = new Exhibits(policy, catalogue, interlocks);
        this.verdicts = new VerdictScreening(policy, exhibits, flags, kills);
        this.sequences = new SequenceDecisions(policy, interlocks, exhibits, flags, kills);
        this.directing = new Directing(policy);
    }

    Step apply(StreamState before, StreamInput input, Instant now) {
        Draft draft = new Draft(before, versions, now);
        draft.lastSeenMillis = now.toEpochMilli();
        draft.causedAtMillis = input.appendedAtMillis();
        if (!input.accountId().isEmpty()) {
            // Whatever names it first: its standing may be heard of before the stream itself is.
            draft.accountId = input.accountId();
        }
        frames.lookBack(before, draft);
        if (input.frame() == null) {
            intake.take(draft, input);
        } else {
            look(draft, input.frame());
        }
        if (input.verdict() != null) {
            // Before anything else is decided: what a reviewer permits must not be killed in the same step.
            verdicts.judge(draft, input.verdict(), weighing.weigh(draft));
        }
        decide(draft);
        return draft.step();
    }

    Step tick(StreamState state, Instant now) {
        long silent = now.toEpochMilli() - Math.max(state.lastSeenMillis(), state.endedAtMillis());
        if (silent > Math.max(lookBackMillis(), document.retention().streamSeconds() * 1000)) {
            return Step.quiet(null);
        }
        boolean holdsFrames = !state.frames().isEmpty() && silent > lookBackMillis();
        boolean otherIncidents = !rules.activeAt(now).equals(state.rules().known());
        if (frames.isCurrent(state) && !holdsFrames && !state.needsTime() && !otherIncidents) {
            return Step.quiet(state);
        }
        Draft draft = new Draft(state, versions, now);
        if (holdsFrames) {
            draft.recent = RecentFrames.NONE;
            draft.votes.clear();
            draft.hypotheses = Hypotheses.NONE;
        }
        if (!draft.rules.holding().isEmpty() || otherIncidents) {
            draft.rules = draft.rules.dueAgain();
        }
        frames.lookBack(state, draft);
        decide(draft);
        return draft.step();
    }

    private void look(Draft draft, FrameFingerprints frame) {
        draft.remember(frame, lookBackMillis());
        frames.screenNew(draft, frame);
        if (!draft.touched.isEmpty()) {
            draft.rules = draft.rules.dueAgain();
        }
    }

    private void decide(Draft draft) {
        List<CompiledRules.Outcome> outcomes = rules.evaluate(draft);
        if (draft.touched.isEmpty() && !draft.hasEvidence()) {
            directing.baseRate(draft);
            return;
        }
        Risk risk = weighing.weigh(draft);
        for (Map.Entry<Signature, SequenceVote> entry : draft.touched.entrySet()) {
            sequences.decide(draft, entry.getKey(), entry.getValue(), risk);
        }
        decideOnBlock(draft, risk);
        decideOnChat(draft, risk);
        decideOnRisk(draft, risk);
        decideOnReports(draft, risk);
        decideOnRaid(draft, risk);
        decideOnRestreams(draft, risk);
        RuleScreening.Wishes wishes = rules.act(draft, outcomes, risk);
        directing.direct(draft, risk, wishes);
    }

    /** A blocked account streams: its block was decided before, so nothing is weighed here. */
    private void decideOnBlock(Draft draft, Risk risk) {
        if (draft.endedAtMillis > 0 || !draft.standing.blockedAt(draft.nowMillis())) {
            return;
        }
        draft.moment("a blocked account streams");
        List<String> failures = new ArrayList<>(interlocks.streamFailures(draft));
        if (!PolicyDocument.Kills.ENFORCE.equals(document.kills().blockedAccounts())) {
            failures.add("the policy sends streams of blocked accounts to review");
        }
        Cause cause = Cause.of(
                flags.id(draft, Flag.BLOCKED_ACCOUNT),
                Flag.BLOCKED_ACCOUNT,
                "BLOCKED_ACCOUNT",
                "P0",
                failures.isEmpty() ? Cause.KILL : Cause.REVIEW_P0,
                failures);
        flags.raise(draft, cause, Exhibit.NONE, risk);
        if (failures.isEmpty()) {
            Object[] evidence = {draft.accountId, draft.standing.blockedUntilMillis()};
            kills.issue(draft, cause, Exhibit.NONE, "the account is blocked", KillIssuing.BY_BLOCK, risk, evidence);
        }
    }

    private void decideOnChat(Draft draft, Risk risk) {
        Risk said = risk.only(term -> term.group().startsWith(EvidenceWeighing.CHAT));
        String category = said.terms().isEmpty()
                ? ""
                : said.terms().get(0).group().replaceFirst(EvidenceWeighing.CHAT + ":?", "");
        // A rule may weigh into chat as a whole.
        category = category.isEmpty() ? "CHAT" : category;
        raiseOrLower(draft, Flag.CHAT, category, said, risk, "chat alone never ends a stream");
    }

    /** What no other flag tells, and no reviewer confirmed: pieces that are risky only together. */
    private void decideOnRisk(Draft draft, Risk risk) {
        boolean told = draft.judgement.confirmations(false) > 0
                || draft.openFlags.stream()
                        .anyMatch(flag -> (Flag.SIGNATURE.equals(flag.reason()) || Flag.CHAT.equals(flag.reason()))
                                && !Flag.CLEARED.equals(flag.band()));
        Risk judged = told ? Risk.of(List.of()) : risk;
        raiseOrLower(draft, Flag.RISK, "RISK", judged, risk, "evidence of this kind never ends a stream");
    }

    private void raiseOrLower(Draft draft, String reason, String category, Risk judged, Risk risk, String why) {
        boolean high = judged.value() >= document.risk().raise();
        boolean low = judged.value() < document.risk().clear()
                && draft.openFlags.stream().anyMatch(flag -> flag.reason().equals(reason));
        if (!high && !low) {
            // Before the id is made: a digest for every event of a quiet stream would be most of its cost.
            return;
        }
        String priority = judged.value() >= URGENT ? "P1" : "P2";
        Cause cause = Cause.of(flags.id(draft, reason), reason, category, priority, Cause.REVIEW, List.of(why));
        if (high) {
            flags.raise(draft, cause, Exhibit.NONE, risk);
        } else {
            flags.lower(draft, cause, risk);
        }
    }

    private void decideOnReports(Draft draft, Risk risk) {
        PolicyDocument.Reports settings = document.reports();
        boolean imminent = draft.imminent
                || draft.reports.stream()
                        .anyMatch(report -> settings.imminentReasons().contains(report.reason()));
        if (imminent) {
            Cause cause = Cause.of(
                            flags.id(draft, Flag.IMMINENT_HARM),
                            Flag.IMMINENT_HARM,
                            "IMMINENT_HARM",
                            "P0",
                            Cause.REVIEW_P0,
                            List.of("reports alone never end a stream"))
                    .within(settings.imminentDeadlineSeconds());
            flags.raise(draft, cause, Exhibit.NONE, risk);
        }
        long credible = draft.reports.stream()
                .filter(report -> draft.atMillis() - report.atMillis() <= MINUTE_MILLIS)
                .filter(report -> report.credibility() > 0)
                .map(Reported::reporter)
                .distinct()
                .count();
        if (credible >= settings.burstReporters()) {
            Cause cause = Cause.of(
                    flags.id(draft, Flag.REPORTS),
                    Flag.REPORTS,
                    "REPORTED",
                    "P2",
                    Cause.REVIEW,
                    List.of("reports alone never end a stream, and count " + settings.cap() + " at most"));
            flags.raise(draft, cause, Exhibit.NONE, risk);
        }
    }

    private void decideOnRaid(Draft draft, Risk risk) {
        if (!draft.activity.raidAt(draft.atMillis())) {
            return;
        }
        Cause cause = Cause.of(
                flags.id(draft, Flag.RAID),
                Flag.RAID,
                ChatActivity.HARASSMENT,
                "P2",
                Cause.REVIEW,
                List.of("for the streamer's protection: a raid says nothing of what the stream shows"));
        flags.raise(draft, cause, Exhibit.NONE, risk);
    }

    private void decideOnRestreams(Draft draft, Risk risk) {
        PolicyDocument.Restreams settings = document.restreams();
        Exhibit exhibit = exhibits.ofRestreams(draft);
        Set<String> accounts = new HashSet<>();
        exhibit.related().forEach(other -> accounts.add(other.accountId()));
        accounts.add(draft.accountId);
        boolean known = draft.openFlags.stream().anyMatch(flag -> Flag.SIGNATURE.equals(flag.reason()));
        boolean later = draft.resembling.stream().anyMatch(other -> other.isRestream(settings) && other.earlier());
        if (known || later || accounts.size() < settings.accounts()) {
            return;
        }
        Cause cause = Cause.of(
                flags.id(draft, Flag.RESTREAM),
                Flag.RESTREAM,
                "RESTREAM",
                "P2",
                Cause.REVIEW,
                List.of("nobody has said yet what the content is"));
        draft.moment(accounts.size() + " accounts show the same");
        flags.raise(draft, cause, exhibit, risk);
    }

    private long lookBackMillis() {
        return document.lookbackSeconds() * 1000;
    }
}
