package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.match.SequenceVote;
import dev.sluice.match.Vote;
import dev.sluice.policy.CompiledRules;
import dev.sluice.policy.Incident;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.policy.Redirect;
import dev.sluice.policy.Rule;
import dev.sluice.policy.RuleFacts;
import dev.sluice.screening.FlagDesk.Exhibit;
import dev.sluice.screening.StreamState.ChatTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets the policy's rules look at a stream, at most once a second. */
final class RuleScreening {
    private static final long INTERVAL_MILLIS = 1000;
    private static final long SECOND_MILLIS = 1000;
    /** A weight that faded to this is forgotten. */
    private static final double FORGOTTEN = 0.01;

    private final Policy policy;
    private final List<Incident> incidents;
    private final KillInterlocks interlocks;
    private final EvidenceWeighing weighing;
    private final FlagDesk flags;

    RuleScreening(
            Policy policy,
            List<Incident> incidents,
            KillInterlocks interlocks,
            EvidenceWeighing weighing,
            FlagDesk flags) {
        this.policy = policy;
        this.incidents = incidents;
        this.interlocks = interlocks;
        this.weighing = weighing;
        this.flags = flags;
    }

    /** What the rules ask for beside evidence and flags. */
    record Wishes(boolean moreFrames, Optional<Redirect> redirect) {
        static final Wishes NONE = new Wishes(false, Optional.empty());
    }

    /** Evaluates the rules if something changed; their evidence is in the risk from then on. */
    List<CompiledRules.Outcome> evaluate(Draft draft) {
        RuleMemory memory = draft.rules;
        boolean early = draft.nowMillis() - memory.atMillis() < INTERVAL_MILLIS;
        if (!memory.due() || early) {
            return List.of();
        }
        RuleFacts facts = facts(draft);
        List<CompiledRules.Outcome> outcomes = policy.rules().evaluate(facts);
        List<RuleMemory.Held> held = new ArrayList<>();
        for (RuleMemory.Held old : memory.held()) {
            double faded = Risk.decayed(old.weight(), draft.nowMillis() - old.lastMillis(), old.halfLifeSeconds());
            boolean again = outcomes.stream()
                    .anyMatch(outcome -> counts(outcome) && outcome.rule().id().equals(old.rule()));
            if (!again && faded > FORGOTTEN) {
                held.add(old);
            }
        }
        for (CompiledRules.Outcome outcome : outcomes) {
            Rule rule = outcome.rule();
            if (counts(outcome) && rule.weight() > 0) {
                held.add(new RuleMemory.Held(
                        rule.id(), rule.group(), rule.weight(), rule.halfLifeSeconds(), draft.nowMillis()));
            }
            if (outcome.holds() && rule.mode() == Rule.Mode.SHADOW && isNew(memory, rule)) {
                draft.record(
                        "SHADOW",
                        "rule " + rule.id(),
                        0,
                        List.of("rule " + rule.id() + " would act: " + rule.action()));
            }
        }
        List<String> selected = incidents.stream()
                .filter(incident -> incident.isActive(draft.now) && incident.selects(facts))
                .map(Incident::name)
                .toList();
        draft.rules = new RuleMemory(
                held,
                outcomes.stream()
                        .filter(CompiledRules.Outcome::holds)
                        .map(outcome -> outcome.rule().id())
                        .toList(),
                selected,
                activeAt(draft.now),
                draft.nowMillis(),
                false);
        return outcomes;
    }

    /** The incidents that hold at a moment, by label. */
    List<String> activeAt(Instant now) {
        return labels(incidents, now);
    }

    static List<String> labels(List<Incident> incidents, Instant now) {
        return incidents.stream()
                .filter(incident -> incident.isActive(now))
                .map(Incident::label)
                .toList();
    }

    private static boolean isNew(RuleMemory memory, Rule rule) {
        return !memory.holding().contains(rule.id());
    }

    private static boolean counts(CompiledRules.Outcome outcome) {
        return outcome.holds() && outcome.rule().mode() != Rule.Mode.SHADOW;
    }

    /** Raises the flags that rules ask for. */
    Wishes act(Draft draft, List<CompiledRules.Outcome> outcomes, Risk risk) {
        Wishes wishes = Wishes.NONE;
        for (CompiledRules.Outcome outcome : outcomes) {
            if (!counts(outcome) || outcome.rule().action() == Rule.Action.NONE) {
                continue;
            }
            Rule rule = outcome.rule();
            boolean enforced = rule.mode() == Rule.Mode.ENFORCE;
            if (rule.action() != Rule.Action.DIRECTIVE || !enforced) {
                flags.raise(draft, cause(draft, rule), Exhibit.NONE, risk);
            }
            boolean moreFrames = enforced && rule.action() == Rule.Action.DIRECTIVE;
            Optional<Redirect> redirect =
                    enforced && rule.action() == Rule.Action.REDIRECT ? redirect(rule.redirect()) : Optional.empty();
            wishes = new Wishes(
                    wishes.moreFrames() || moreFrames, wishes.redirect().or(() -> redirect));
        }
        return wishes;
    }

    private Cause cause(Draft draft, Rule rule) {
        String what =
                "rule " + rule.id() + (rule.comment() == null || rule.comment().isBlank() ? "" : ": " + rule.comment());
        draft.moment("rule " + rule.id() + " holds");
        return Cause.of(
                        flags.id(draft, Flag.RULE, rule.id()),
                        Flag.RULE,
                        rule.category() == null ? "" : rule.category(),
                        rule.priority() == null ? "P2" : rule.priority(),
                        Cause.REVIEW,
                        List.of(what, "a rule alone never ends a stream"))
                .about(rule.id());
    }

    private Optional<Redirect> redirect(String name) {
        return policy.document().redirects().stream()
                .filter(redirect -> redirect.name().equals(name))
                .findFirst();
    }

    private RuleFacts facts(Draft draft) {
        StreamProfile profile = draft.profile;
        Standing standing = draft.standing;
        ChatActivity chat = draft.activity;
        long started = profile.startedMillis() == 0 ? draft.nowMillis() : profile.startedMillis();
        Map<String, Double> scores = new HashMap<>();
        draft.scores.forEach(score -> scores.merge(score.label(), score.value(), Math::max));
        return new RuleFacts(
                new RuleFacts.Stream(
                        draft.streamId,
                        profile.title(),
                        profile.category(),
                        profile.tags(),
                        Math.max(0, (draft.nowMillis() - started) / SECOND_MILLIS),
                        standing.priorStreams() == 0,
                        Math.max(0, profile.viewers()),
                        profile.referrers()),
                new RuleFacts.Account(
                        standing.tier(),
                        standing.ageDays(draft.nowMillis()),
                        standing.strikes(),
                        Math.max(0, standing.priorStreams()),
                        standing.blockedAt(draft.nowMillis()),
                        draft.siblingMillis > 0 ? 1 : 0),
                new RuleFacts.Chat(
                        chat.perMinute(),
                        chat.baseline(),
                        chat.burst(),
                        chat.regulars().size() + (long) chat.newcomers().size(),
                        chat.newcomers().size(),
                        hits(draft),
                        hitSpeakers(draft),
                        chat.waveAuthors() >= policy.document().chat().waveAuthors() ? chat.waveAuthors() : 0,
                        chat.links(draft.atMillis()),
                        chat.askers().size()),
                reports(draft),
                matches(draft),
                new RuleFacts.Viewers(Math.max(0, profile.viewers()), profile.slope()),
                scores,
                new RuleFacts.Incidents(!draft.rules.incidents().isEmpty(), draft.rules.incidents()),
                draft.now);
    }

    private Map<String, Double> hits(Draft draft) {
        Map<String, Double> hits = new HashMap<>();
        PolicyDocument.Group group = policy.document().risk().group(EvidenceWeighing.CHAT);
        for (ChatTally tally : draft.chat) {
            double faded = Risk.decayed(tally.said(), draft.nowMillis() - tally.lastMillis(), group.halfLifeSeconds());
            hits.merge(tally.category(), faded, Math::max);
        }
        return hits;
    }

    private static Map<String, Long> hitSpeakers(Draft draft) {
        Map<String, Set<Integer>> speakers = new HashMap<>();
        draft.chat.forEach(tally -> speakers.computeIfAbsent(tally.category(), category -> new HashSet<>())
                .addAll(tally.speakers()));
        Map<String, Long> counts = new HashMap<>();
        speakers.forEach((category, who) -> counts.put(category, (long) who.size()));
        return counts;
    }

    private RuleFacts.Reports reports(Draft draft) {
        Map<String, Long> byReason = new HashMap<>();
        draft.reports.forEach(report -> byReason.merge(report.reason(), 1L, Long::sum));
        long reporters =
                draft.reports.stream().map(Reported::reporter).distinct().count();
        long credible = draft.reports.stream()
                .filter(Reported::isProven)
                .map(Reported::reporter)
                .distinct()
                .count();
        return new RuleFacts.Reports(draft.reports.size(), reporters, credible, weighing.credible(draft), byReason);
    }

    private RuleFacts.Matches matches(Draft draft) {
        long count = 0;
        long sequences = 0;
        long closest = RuleFacts.Matches.NO_DISTANCE;
        boolean evasion = false;
        Set<String> banks = new HashSet<>();
        Set<String> categories = new HashSet<>();
        for (SequenceVote votes : draft.votes) {
            Vote nearest = votes.nearest();
            count += votes.votes().size();
            sequences += interlocks.isSequence(interlocks.alignment(votes)) ? 1 : 0;
            closest = Math.min(closest, nearest.distance());
            evasion |= EvidenceWeighing.edited(votes).isPresent();
            banks.add(votes.bank());
            categories.add(policy.banks().bank(votes.bank()).category());
        }
        return new RuleFacts.Matches(count, sequences, closest, List.copyOf(banks), List.copyOf(categories), evasion);
    }
}
