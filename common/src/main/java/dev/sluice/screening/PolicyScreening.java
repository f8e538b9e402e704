package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.Versions;
import dev.sluice.match.Alignment;
import dev.sluice.match.SequenceVote;
import dev.sluice.match.Vote;
import dev.sluice.policy.CompiledRules;
import dev.sluice.policy.Incident;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.policy.Redirect;
import dev.sluice.screening.FlagDesk.Exhibit;
import dev.sluice.screening.StreamState.Asked;
import dev.sluice.screening.StreamState.OpenFlag;
import dev.sluice.signature.Bank;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.ReferenceVideo;
import dev.sluice.signature.ReferenceView;
import dev.sluice.signature.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The screening of streams under one effective policy: takes an event in, weighs, and decides. */
final class PolicyScreening {
    /** Chat of this risk is looked at sooner. */
    private static final double URGENT = 0.85;

    private static final long MINUTE_MILLIS = 60_000;
    /** An earlier stream of the account counts if it aligned so shortly before. */
    private static final long SHORT_GAP_MILLIS = 120_000;
    /** Aligned frames of a part of a sequence that earlier streams of the account continue. */
    private static final int LEAST_CARRIED = 2;

    private final Policy policy;
    private final PolicyDocument document;
    private final List<Incident> incidents;
    private final CatalogueSnapshot catalogue;
    private final Versions versions;
    private final KillInterlocks interlocks;
    private final FrameScreening frames;
    private final ChatScreening chat;
    private final EvidenceWeighing weighing;
    private final FlagDesk flags;
    private final KillIssuing kills;
    private final RuleScreening rules;
    private final VerdictScreening verdicts;

    PolicyScreening(Policy policy, List<Incident> incidents, CatalogueSnapshot catalogue, Versions versions) {
        this.policy = policy;
        this.document = policy.document();
        this.incidents = incidents;
        this.catalogue = catalogue;
        this.versions = versions;
        this.interlocks = new KillInterlocks(policy);
        this.frames = new FrameScreening(policy, catalogue);
        this.chat = new ChatScreening(policy);
        this.weighing = new EvidenceWeighing(policy, interlocks);
        this.flags = new FlagDesk(policy);
        this.kills = new KillIssuing(policy, flags);
        this.rules = new RuleScreening(policy, incidents, interlocks, weighing, flags);
        this.verdicts = new VerdictScreening(policy, flags, kills);
    }

    Step apply(StreamState before, StreamInput input, Instant now) {
        Draft draft = new Draft(before, versions, now);
        draft.lastSeenMillis = now.toEpochMilli();
        draft.causedAtMillis = input.appendedAtMillis();
        frames.lookBack(before, draft);
        take(draft, input);
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
        boolean holdsFrames = !state.recent().isEmpty() && silent > lookBackMillis();
        if (frames.isCurrent(state) && !holdsFrames && !state.needsTime() && !incidentsChanged(state, now)) {
            return Step.quiet(state);
        }
        Draft draft = new Draft(state, versions, now);
        if (holdsFrames) {
            draft.recent.clear();
            draft.votes.clear();
        }
        if (!draft.rules.holding().isEmpty() || incidentsChanged(state, now)) {
            draft.rules = draft.rules.dueAgain();
        }
        frames.lookBack(state, draft);
        decide(draft);
        return draft.step();
    }

    private boolean incidentsChanged(StreamState state, Instant now) {
        return !RuleScreening.active(incidents, now).equals(state.rules().known());
    }

    private void take(Draft draft, StreamInput input) {
        if (input.frame() != null) {
            draft.remember(input.frame(), lookBackMillis());
            frames.screen(draft, input.frame());
            if (!draft.touched.isEmpty()) {
                draft.rules = draft.rules.dueAgain();
            }
            return;
        }
        if (input.chat() != null) {
            chat.hear(draft, input.chat());
        }
        if (input.lifecycle() != null) {
            draft.live(input.lifecycle());
        }
        if (input.report() != null) {
            hear(draft, input.report());
        }
        if (input.score() != null) {
            hear(draft, input.score());
        }
        if (input.standing() != null) {
            Standing told = input.standing();
            draft.standing = new Standing(
                    told.tier().isEmpty() ? draft.standing.tier() : told.tier(),
                    draft.standing.createdMillis(),
                    draft.standing.priorStreams(),
                    told.strikes(),
                    told.blockedUntilMillis());
        }
        if (input.note() != null) {
            hear(draft, input.note());
        }
        if (input.resemblance() != null) {
            resemble(draft, input.resemblance());
        }
        draft.rules = draft.rules.dueAgain();
    }

    private void hear(Draft draft, Reported report) {
        Reported heard = report;
        for (Reported old : draft.reports) {
            if (old.reporter() == report.reporter() && old.reason().equals(report.reason())) {
                heard = heard.with(old);
            }
        }
        draft.reports.removeIf(
                old -> old.reporter() == report.reporter() && old.reason().equals(report.reason()));
        draft.reports.add(heard);
        if (draft.reports.size() > StreamState.MOST_REPORTS) {
            draft.reports.remove(weighing.least(draft.reports, draft.nowMillis()));
        }
        // Now, as it may be one that is not kept.
        draft.imminent |= document.reports().imminentReasons().contains(report.reason());
        draft.moment("reported: " + report.reason());
    }

    private static void hear(Draft draft, Score score) {
        boolean outdated = draft.scores.stream()
                .anyMatch(old -> old.source().equals(score.source())
                        && old.label().equals(score.label())
                        && old.outdates(score));
        if (!outdated) {
            Draft.replace(
                    draft.scores,
                    old -> old.source().equals(score.source()) && old.label().equals(score.label()),
                    score,
                    StreamState.MOST_SCORES);
        }
    }

    private static void hear(Draft draft, AccountNote note) {
        if (note.streamId().equals(draft.streamId)) {
            return;
        }
        long at = note.at().toEpochMilli();
        if (AccountNote.ALIGNED.equals(note.kind())) {
            Draft.replace(
                    draft.inherited,
                    old -> old.streamId().equals(note.streamId())
                            && old.bank().equals(note.bank())
                            && old.signatureId().equals(note.signatureId()),
                    new Inherited(
                            note.streamId(),
                            note.bank(),
                            note.signatureId(),
                            note.frames(),
                            note.spanMillis(),
                            note.seeds(),
                            at),
                    StreamState.MOST_INHERITED);
        } else {
            draft.siblingMillis = Math.max(draft.siblingMillis, at);
            draft.moment("a stream of the same account or content was confirmed");
        }
    }

    private void resemble(Draft draft, StreamInput.Resemblance seen) {
        draft.resembling.removeIf(
                old -> seen.atMillis() - old.lastMillis() > document.restreams().windowSeconds() * 1000);
        Set<Integer> pictures = new TreeSet<>();
        boolean earlier = seen.earlier();
        for (Resembling known : draft.resembling) {
            if (known.streamId().equals(seen.streamId())) {
                pictures.addAll(known.pictures());
                earlier |= known.earlier();
            }
        }
        if (pictures.size() < Resembling.MOST_PICTURES) {
            pictures.add(seen.picture());
        }
        Draft.replace(
                draft.resembling,
                old -> old.streamId().equals(seen.streamId()),
                new Resembling(seen.streamId(), seen.accountId(), earlier, List.copyOf(pictures), seen.atMillis()),
                StreamState.MOST_RESEMBLING);
    }

    private void decide(Draft draft) {
        List<CompiledRules.Outcome> outcomes = rules.evaluate(draft, RuleScreening.active(incidents, draft.now));
        if (draft.touched.isEmpty() && !draft.hasEvidence()) {
            baseRate(draft);
            return;
        }
        Risk risk = weighing.weigh(draft);
        for (Map.Entry<Signature, SequenceVote> entry : draft.touched.entrySet()) {
            decideOnSignature(draft, entry.getKey(), entry.getValue(), risk);
        }
        decideOnBlock(draft, risk);
        decideOnChat(draft, risk);
        decideOnRisk(draft, risk);
        decideOnReports(draft, risk);
        decideOnRaid(draft, risk);
        decideOnRestreams(draft, risk);
        RuleScreening.Wishes wishes = rules.act(draft, outcomes, risk);
        direct(draft, risk, wishes);
    }

    private void decideOnSignature(Draft draft, Signature signature, SequenceVote votes, Risk risk) {
        Bank bank = policy.banks().bank(signature.bank());
        Alignment alignment = draft.alignment(votes, interlocks);
        Optional<Inherited> carried = carried(draft, votes, alignment);
        boolean sequence = interlocks.isSequence(alignment)
                || carried.filter(earlier -> interlocks.isSequence(alignment, earlier))
                        .isPresent();
        List<String> failures = interlocks.failures(signature, bank, votes, alignment, carried, draft);
        String action = failures.isEmpty() ? Cause.KILL : sequence ? Cause.REVIEW_P0 : Cause.REVIEW;
        Vote nearest = votes.nearest();
        String subject = signature.bank() + "/" + signature.id();
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
        Supplier<List<Flag.Match>> matches =
                () -> List.of(match(draft, signature, nearest, alignment, interlocks.isSequence(alignment)));
        Cause cause = new Cause(
                flagId,
                Flag.SIGNATURE,
                subject,
                bank.category(),
                sequence ? "P0" : "P1",
                action,
                failures,
                0,
                List.of());
        Exhibit exhibit = new Exhibit(matches, nearest.ptsMillis(), true);
        flags.raise(draft, cause, exhibit, risk);
        tellAccount(draft, signature, alignment);
        if (failures.isEmpty()) {
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
                        && draft.atMillis() - earlier.atMillis() <= SHORT_GAP_MILLIS)
                .max(Comparator.comparingInt(Inherited::frames));
    }

    /** So that a stream broken off and begun anew is judged as one. */
    private void tellAccount(Draft draft, Signature signature, Alignment alignment) {
        boolean telling = alignment.frames() >= LEAST_CARRIED
                && alignment.frames() <= document.sequence().frames()
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
                    Instant.ofEpochMilli(draft.atMillis())));
        }
    }

    private Flag.Match match(Draft draft, Signature signature, Vote nearest, Alignment alignment, boolean sequence) {
        return new Flag.Match(
                signature.bank(),
                signature.id(),
                nearest.distance(),
                nearest.variant().name(),
                nearest.referenceMillis(),
                nearest.ptsMillis(),
                Math.max(1, alignment.frames()),
                alignment.spanMillis(),
                sequence,
                nearest.partial(),
                ReferenceView.crop(nearest.view()),
                alignment.speed(),
                alignment.streamFromMillis(),
                alignment.streamToMillis(),
                alignment.referenceFromMillis(),
                alignment.referenceToMillis(),
                shareOfReference(signature, alignment),
                shareOfStream(draft, alignment));
    }

    private double shareOfReference(Signature signature, Alignment alignment) {
        long length = catalogue
                .index()
                .video(signature.bank(), signature.id())
                .map(ReferenceVideo::lastMillis)
                .orElse(0L);
        long seen = alignment.referenceToMillis() - alignment.referenceFromMillis();
        return length == 0 ? 0 : Math.min(1, seen / (double) length);
    }

    /** Of the stream's last minute. */
    private static double shareOfStream(Draft draft, Alignment alignment) {
        if (draft.recent.isEmpty()) {
            return 0;
        }
        long newest = draft.recent.get(draft.recent.size() - 1).ptsMillis();
        long oldest = Math.max(newest - MINUTE_MILLIS, draft.recent.get(0).ptsMillis());
        long explained = alignment.streamToMillis() - Math.max(alignment.streamFromMillis(), oldest);
        return newest == oldest ? 0 : Math.max(0, Math.min(1, explained / (double) (newest - oldest)));
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
        Cause cause = new Cause(
                flags.id(draft, Flag.BLOCKED_ACCOUNT),
                Flag.BLOCKED_ACCOUNT,
                "",
                "BLOCKED_ACCOUNT",
                "P0",
                failures.isEmpty() ? Cause.KILL : Cause.REVIEW_P0,
                failures,
                0,
                List.of());
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

    /** What no other flag tells: pieces that are risky only together. */
    private void decideOnRisk(Draft draft, Risk risk) {
        boolean told = draft.openFlags.stream()
                .anyMatch(flag -> (Flag.SIGNATURE.equals(flag.reason()) || Flag.CHAT.equals(flag.reason()))
                        && !Flag.CLEARED.equals(flag.band()));
        Risk judged = told ? Risk.of(List.of()) : risk;
        raiseOrLower(draft, Flag.RISK, "RISK", judged, risk, "evidence of this kind never ends a stream");
    }

    private void raiseOrLower(Draft draft, String reason, String category, Risk judged, Risk risk, String why) {
        String flagId = flags.id(draft, reason);
        String priority = judged.value() >= URGENT ? "P1" : "P2";
        Cause cause = new Cause(flagId, reason, "", category, priority, Cause.REVIEW, List.of(why), 0, List.of());
        if (judged.value() >= document.risk().raise()) {
            flags.raise(draft, cause, Exhibit.NONE, risk);
        } else if (judged.value() < document.risk().clear()) {
            flags.lower(draft, cause, risk);
        }
    }

    private void decideOnReports(Draft draft, Risk risk) {
        PolicyDocument.Reports settings = document.reports();
        boolean imminent = draft.imminent
                || draft.reports.stream()
                        .anyMatch(report -> settings.imminentReasons().contains(report.reason()));
        if (imminent) {
            Cause cause = new Cause(
                    flags.id(draft, Flag.IMMINENT_HARM),
                    Flag.IMMINENT_HARM,
                    "",
                    "IMMINENT_HARM",
                    "P0",
                    Cause.REVIEW_P0,
                    List.of("reports alone never end a stream"),
                    settings.imminentDeadlineSeconds(),
                    List.of());
            flags.raise(draft, cause, Exhibit.NONE, risk);
        }
        long credible = draft.reports.stream()
                .filter(report -> draft.nowMillis() - report.atMillis() <= MINUTE_MILLIS)
                .filter(report -> report.credibility() > 0)
                .map(Reported::reporter)
                .distinct()
                .count();
        if (credible >= settings.burstReporters()) {
            Cause cause = new Cause(
                    flags.id(draft, Flag.REPORTS),
                    Flag.REPORTS,
                    "",
                    "REPORTED",
                    "P2",
                    Cause.REVIEW,
                    List.of("reports alone never end a stream, and count " + settings.cap() + " at most"),
                    0,
                    List.of());
            flags.raise(draft, cause, Exhibit.NONE, risk);
        }
    }

    private void decideOnRaid(Draft draft, Risk risk) {
        if (!draft.activity.raidAt(draft.nowMillis())) {
            return;
        }
        Cause cause = new Cause(
                flags.id(draft, Flag.RAID),
                Flag.RAID,
                "",
                ChatActivity.HARASSMENT,
                "P2",
                Cause.REVIEW,
                List.of("for the streamer's protection: a raid says nothing of what the stream shows"),
                0,
                List.of());
        flags.raise(draft, cause, Exhibit.NONE, risk);
    }

    private void decideOnRestreams(Draft draft, Risk risk) {
        PolicyDocument.Restreams settings = document.restreams();
        List<Resembling> same = draft.resembling.stream()
                .filter(other -> other.pictures().size() >= settings.frames())
                .toList();
        List<Flag.Related> related = same.stream()
                .map(other -> new Flag.Related(
                        other.streamId(), other.accountId(), other.pictures().size()))
                .toList();
        Set<String> accounts = new HashSet<>();
        related.forEach(other -> accounts.add(other.accountId()));
        accounts.add(draft.accountId);
        boolean known = draft.openFlags.stream().anyMatch(flag -> Flag.SIGNATURE.equals(flag.reason()));
        boolean later = same.stream().anyMatch(Resembling::earlier);
        if (known || later || accounts.size() < settings.accounts()) {
            return;
        }
        Cause cause = new Cause(
                flags.id(draft, Flag.RESTREAM),
                Flag.RESTREAM,
                "",
                "RESTREAM",
                "P2",
                Cause.REVIEW,
                List.of("nobody has said yet what the content is"),
                0,
                related);
        draft.moment(accounts.size() + " accounts show the same");
        flags.raise(draft, cause, new Exhibit(List::of, -1, true), risk);
    }

    /** Asks for more frames while there is evidence; renewed when half of its time is over. */
    private void direct(Draft draft, Risk risk, RuleScreening.Wishes wishes) {
        if (draft.endedAtMillis > 0) {
            return;
        }
        boolean open = draft.openFlags.stream()
                .anyMatch(flag -> !Flag.CLEARED.equals(flag.band()) && flag.mutedUntilMillis() <= draft.nowMillis());
        boolean aroused = !draft.touched.isEmpty() || wishes.moreFrames() || (open && draft.hasFadingEvidence());
        if (aroused || wishes.redirect().isPresent()) {
            double rate = aroused ? document.sampling().riskyFramesPerSecond() : baseFramesPerSecond(draft);
            ask(draft, rate, reason(draft, wishes), wishes.redirect(), risk.value());
        } else {
            baseRate(draft);
        }
    }

    private static String reason(Draft draft, RuleScreening.Wishes wishes) {
        if (!draft.touched.isEmpty()) {
            return "match";
        }
        return wishes.moreFrames() || wishes.redirect().isPresent()
                ? "rule"
                : draft.openFlags.stream()
                        .filter(flag -> !Flag.CLEARED.equals(flag.band()))
                        .map(OpenFlag::reason)
                        .findFirst()
                        .map(reason -> reason.toLowerCase(Locale.ROOT))
                        .orElse("risk");
    }

    private double baseFramesPerSecond(Draft draft) {
        return document.sampling().baseFramesPerSecond(draft.standing.tier());
    }

    /** A vetting tier with a rate of its own, or an incident, is told to the sampler and the publisher. */
    private void baseRate(Draft draft) {
        double rate = baseFramesPerSecond(draft);
        boolean usual =
                draft.standing.tier().isEmpty() || rate == document.sampling().framesPerSecond();
        boolean incident = !draft.rules.incidents().isEmpty();
        if ((!usual || incident) && draft.endedAtMillis == 0) {
            ask(draft, rate, incident ? "incident" : "tier", Optional.empty(), 0);
        }
    }

    private void ask(Draft draft, double rate, String reason, Optional<Redirect> redirect, double risk) {
        long durationMillis = document.sampling().riskySeconds() * 1000;
        String resource = redirect.map(Redirect::name).orElse(draft.asked.redirect());
        long left = draft.asked.untilMillis() - draft.nowMillis();
        boolean holds = left > durationMillis / 2;
        boolean enough = draft.asked.framesPerSecond() >= rate && left > 0;
        boolean sameRedirect = resource.equals(draft.asked.redirect());
        if (sameRedirect && enough && (holds || draft.asked.framesPerSecond() > rate)) {
            return;
        }
        Map<String, String> languages = document.redirects().stream()
                .filter(known -> known.name().equals(resource))
                .findFirst()
                .map(Redirect::languages)
                .orElse(Map.of());
        long until = draft.nowMillis() + durationMillis;
        draft.asked = new Asked(rate, until, resource);
        draft.publish(new Directive(draft.streamId, rate, Instant.ofEpochMilli(until), reason, languages), risk);
    }

    private long lookBackMillis() {
        return document.lookbackSeconds() * 1000;
    }
}
