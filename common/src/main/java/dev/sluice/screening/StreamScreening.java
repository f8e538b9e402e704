package dev.sluice.screening;

import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.Versions;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.Variant;
import dev.sluice.match.Alignment;
import dev.sluice.match.FrameMatcher;
import dev.sluice.match.SequenceVote;
import dev.sluice.match.Vote;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.StreamState.ChatTally;
import dev.sluice.screening.StreamState.KillState;
import dev.sluice.screening.StreamState.OpenFlag;
import dev.sluice.signature.Bank;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.ReferenceVideo;
import dev.sluice.signature.ReferenceView;
import dev.sluice.signature.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Screens one stream at a time under one policy and one version of the catalogue: {@code (state, event, now) -> (state,
 * flags, kills, directives, decisions)}. Pure and immutable; the same class serves the job, replay and tests.
 */
public final class StreamScreening {
    /** A flag whose band did not change is published again no sooner than this. */
    private static final long UPDATE_INTERVAL_MILLIS = 60_000;
    /** What a match is worth while it is no sequence, as a share of the bank's severity. */
    private static final double FRAME_MATCH_SHARE = 0.6;
    /** Chat of this risk is looked at sooner. */
    private static final double URGENT_CHAT = 0.85;

    private static final String REVIEW = "REVIEW";
    private static final long MINUTE_MILLIS = 60_000;
    /** What it adds that a copy shows only when it is turned, trimmed or cropped: someone tried to hide it. */
    private static final double EVASION_WEIGHT = 0.3;

    private static final String MATCH_GROUP = "match";
    private static final String EVASION_GROUP = "evasion";
    private static final String CHAT_GROUP = "chat:";

    private final Policy policy;
    private final CatalogueSnapshot catalogue;
    private final Versions versions;
    private final FrameMatcher matcher;
    private final KillInterlocks interlocks;

    /**
     * @param jobVersion named in every flag and decision
     */
    public StreamScreening(Policy policy, CatalogueSnapshot catalogue, String jobVersion) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.versions = new Versions(jobVersion, policy.version(), catalogue.version());
        this.matcher = new FrameMatcher(catalogue, policy.banks());
        this.interlocks = new KillInterlocks(policy);
    }

    /** Takes in one event; {@code state} is null for an unknown stream. */
    public Step apply(StreamState state, StreamInput input, Instant now) {
        StreamState before = state == null ? StreamState.fresh(input.streamId()) : state;
        Draft draft = new Draft(before, versions, now);
        draft.lastSeenMillis = now.toEpochMilli();
        draft.causedAtMillis = input.appendedAtMillis();
        lookBack(before, draft);
        if (input.frame() != null) {
            draft.remember(input.frame(), lookBackMillis());
            screen(draft, input.frame());
        }
        if (input.chat() != null) {
            draft.hear(input.chat());
        }
        if (input.lifecycle() != null) {
            draft.live(input.lifecycle());
        }
        decide(draft);
        return draft.step();
    }

    /** Lets time pass: look-back when the catalogue or policy moved, decay, expiry. Due about every second. */
    public Step tick(StreamState state, Instant now) {
        long silentSince = Math.max(state.lastSeenMillis(), state.endedAtMillis());
        if (now.toEpochMilli() - silentSince > lookBackMillis()) {
            return new Step(null, List.of(), List.of(), List.of(), List.of());
        }
        if (isCurrent(state) && state.chat().isEmpty()) {
            // Only chat decays into a decision, so time alone changes nothing here.
            return new Step(state, List.of(), List.of(), List.of(), List.of());
        }
        Draft draft = new Draft(state, versions, now);
        lookBack(state, draft);
        decide(draft);
        return draft.step();
    }

    /** Whether its frames were matched under the policy and the catalogue in force. */
    private boolean isCurrent(StreamState state) {
        return state.policyVersion().equals(policy.version()) && state.catalogueVersion() == catalogue.version();
    }

    /** Matches a frame; where it matches nothing closely, it may still continue a sequence. */
    private void screen(Draft draft, FrameFingerprints frame) {
        FrameMatcher.Result result = matcher.match(frame);
        result.matches().forEach(draft::vote);
        if (!result.benign()) {
            extend(draft, frame);
        }
    }

    private void extend(Draft draft, FrameFingerprints frame) {
        for (SequenceVote votes : List.copyOf(draft.votes)) {
            boolean voted = votes.votes().stream().anyMatch(vote -> vote.ptsMillis() == frame.ptsMillis());
            if (!voted) {
                catalogue.index().video(votes.bank(), votes.signatureId()).ifPresent(video -> votes.extended(
                                frame, video)
                        .ifPresent(longer -> draft.replace(votes, longer, video.signature())));
            }
        }
    }

    /**
     * Brings what was matched under an earlier catalogue or policy up to date: what was added is found in the recent
     * frames, what was removed counts no longer.
     */
    private void lookBack(StreamState before, Draft draft) {
        if (!before.policyVersion().equals(policy.version())) {
            draft.votes.clear();
            draft.recent.forEach(frame -> screen(draft, frame));
            return;
        }
        if (isCurrent(before)) {
            return;
        }
        if (catalogue.removedAt() >= before.catalogueVersion()) {
            draft.votes.replaceAll(votes -> new SequenceVote(
                    votes.bank(),
                    votes.signatureId(),
                    votes.votes().stream()
                            .filter(vote -> matcher.stillMatches(votes, vote))
                            .toList()));
            draft.votes.removeIf(votes -> votes.votes().isEmpty());
        }
        List<FrameFingerprints> changed = draft.recent.stream()
                .filter(frame ->
                        !matcher.matchSince(before.catalogueVersion(), frame).isEmpty())
                .toList();
        // All of them first: what is decided on must not hold a frame that turns out to be benign.
        changed.forEach(frame -> draft.votes.replaceAll(votes -> votes.without(frame.ptsMillis())));
        draft.votes.removeIf(votes -> votes.votes().isEmpty());
        changed.forEach(frame -> screen(draft, frame));
    }

    private void decide(Draft draft) {
        if (draft.touched.isEmpty() && draft.chat.isEmpty()) {
            return;
        }
        Risk risk = risk(draft);
        for (Map.Entry<Signature, SequenceVote> entry : draft.touched.entrySet()) {
            decideOnSignature(draft, entry.getKey(), entry.getValue(), risk);
        }
        decideOnChat(draft, risk);
        boolean aroused = !draft.touched.isEmpty() || (!draft.openFlags.isEmpty() && !draft.chat.isEmpty());
        if (aroused && draft.endedAtMillis == 0) {
            direct(draft, risk);
        }
    }

    private void decideOnSignature(Draft draft, Signature signature, SequenceVote votes, Risk risk) {
        Bank bank = policy.banks().bank(signature.bank());
        Alignment alignment = draft.alignment(votes, interlocks);
        boolean sequence = interlocks.isSequence(alignment);
        List<String> failures = interlocks.failures(signature, bank, votes, alignment, draft.accountId, draft.now);
        String action = failures.isEmpty() ? "KILL" : sequence ? "REVIEW_P0" : REVIEW;
        String priority = sequence ? "P0" : "P1";
        Vote nearest = votes.nearest();
        Supplier<List<Flag.Match>> matches = () -> List.of(new Flag.Match(
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
                shareOfStream(draft, alignment)));
        String flagId = Ids.of(
                "flag",
                draft.streamId,
                Flag.SIGNATURE,
                signature.bank(),
                signature.id(),
                policy.document().epoch());
        Cause cause = new Cause(flagId, Flag.SIGNATURE, bank.category(), priority, action, failures);
        raise(draft, cause, matches, nearest.ptsMillis(), risk);
        if (failures.isEmpty()) {
            kill(draft, signature, bank, votes, alignment, flagId, risk);
        }
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

    private void decideOnChat(Draft draft, Risk risk) {
        if (draft.chat.isEmpty()) {
            return;
        }
        Flag.RiskTerm strongest = risk.terms().stream()
                .filter(term -> term.group().startsWith(CHAT_GROUP))
                .max(Comparator.comparingDouble(Flag.RiskTerm::weight))
                .orElseThrow();
        double chatRisk = Risk.of(risk.terms().stream()
                        .filter(term -> term.group().startsWith(CHAT_GROUP))
                        .toList())
                .value();
        String flagId =
                Ids.of("flag", draft.streamId, Flag.CHAT, policy.document().epoch());
        String category = strongest.group().substring(CHAT_GROUP.length());
        Optional<OpenFlag> open =
                draft.openFlag(flagId).filter(flag -> !flag.band().equals(Flag.CLEARED));
        String priority = chatRisk >= URGENT_CHAT ? "P1" : "P2";
        Cause cause =
                new Cause(flagId, Flag.CHAT, category, priority, REVIEW, List.of("chat alone never ends a stream"));
        if (chatRisk >= policy.document().risk().raise()) {
            raise(draft, cause, List::of, -1, risk);
        } else if (open.isPresent() && chatRisk < policy.document().risk().clear()) {
            publish(draft, cause, Flag.CLEARED, List.of(), -1, risk);
        }
    }

    /** Why a flag is raised and what should follow. */
    private record Cause(
            String flagId, String reason, String category, String priority, String action, List<String> whyNotMore) {
        String band() {
            return priority + " " + action;
        }
    }

    /** @param matches asked for only if the flag is published: they cost a walk over the reference */
    private void raise(Draft draft, Cause cause, Supplier<List<Flag.Match>> matches, long ptsMillis, Risk risk) {
        Optional<OpenFlag> known = draft.openFlag(cause.flagId());
        if (known.isEmpty()) {
            publish(draft, cause, Flag.OPEN, matches.get(), ptsMillis, risk);
            return;
        }
        boolean newBand = !known.get().band().equals(cause.band());
        boolean due = draft.now.toEpochMilli() - known.get().publishedMillis() >= UPDATE_INTERVAL_MILLIS;
        boolean fresh = !draft.touched.isEmpty() || risk.value() > known.get().peakRisk();
        if (newBand || (due && fresh)) {
            publish(draft, cause, Flag.UPDATED, matches.get(), ptsMillis, risk);
        }
    }

    private void publish(Draft draft, Cause cause, String state, List<Flag.Match> matches, long ptsMillis, Risk risk) {
        int revision = draft.openFlag(cause.flagId()).map(OpenFlag::revision).orElse(0) + 1;
        PolicyDocument.Deadlines deadlines = policy.document().deadlines();
        long seconds =
                switch (cause.priority()) {
                    case "P0" -> deadlines.p0Seconds();
                    case "P1" -> deadlines.p1Seconds();
                    default -> deadlines.p2Seconds();
                };
        List<Flag.ChatHit> hits = draft.chat.stream()
                .map(tally -> new Flag.ChatHit(
                        tally.term(),
                        tally.category(),
                        tally.count(),
                        tally.speakers().size()))
                .toList();
        Flag flag = new Flag(
                cause.flagId(),
                revision,
                state,
                draft.streamId,
                draft.accountId,
                cause.reason(),
                cause.category(),
                cause.priority(),
                draft.now.plusSeconds(seconds),
                cause.action(),
                cause.whyNotMore(),
                matches,
                hits,
                risk.value(),
                risk.terms(),
                List.of(),
                List.of(),
                draft.coverage,
                draft.evidenceAt(ptsMillis),
                draft.causedAtMillis,
                versions,
                draft.now);
        draft.publish(flag, state.equals(Flag.CLEARED) ? Flag.CLEARED : cause.band(), risk.value());
    }

    private void kill(
            Draft draft,
            Signature signature,
            Bank bank,
            SequenceVote votes,
            Alignment alignment,
            String flagId,
            Risk risk) {
        long nowMillis = draft.now.toEpochMilli();
        if (draft.kill.epoch() > 0 && nowMillis < draft.kill.expiresAtMillis()) {
            return;
        }
        long epoch = draft.kill.epoch() + 1;
        Instant expiresAt = draft.now.plusSeconds(policy.document().kills().expirySeconds());
        draft.kill = new KillState(epoch, expiresAt.toEpochMilli());
        Object[] evidence = votes.votes().stream()
                .map(vote -> vote.ptsMillis() + ":" + vote.referenceMillis() + ":" + vote.distance())
                .toArray();
        Kill command = new Kill(
                Ids.of("kill", draft.streamId, policy.document().epoch(), epoch),
                epoch,
                draft.streamId,
                draft.accountId,
                List.of("end-session", "hold-key"),
                alignment.frames() + " distinct frames over " + alignment.spanMillis() + " ms align with "
                        + signature.bank() + "/" + signature.id(),
                bank.category(),
                "rule:aligned-sequence",
                flagId,
                draft.now,
                expiresAt,
                Ids.sha256(evidence),
                versions);
        draft.publish(command, risk.value());
    }

    /** Asks for more frames while there is evidence; renewed when half of its time is over. */
    private void direct(Draft draft, Risk risk) {
        PolicyDocument.Sampling sampling = policy.document().sampling();
        long nowMillis = draft.now.toEpochMilli();
        long durationMillis = sampling.riskySeconds() * 1000;
        if (draft.directiveUntilMillis - nowMillis > durationMillis / 2) {
            return;
        }
        draft.directiveUntilMillis = nowMillis + durationMillis;
        String reason = draft.touched.isEmpty() ? "chat" : "match";
        draft.publish(
                new Directive(
                        draft.streamId,
                        sampling.riskyFramesPerSecond(),
                        Instant.ofEpochMilli(draft.directiveUntilMillis),
                        reason,
                        Map.of()),
                risk.value());
    }

    private Risk risk(Draft draft) {
        List<Flag.RiskTerm> evidence = new ArrayList<>();
        long newestPts = draft.recent.isEmpty()
                ? 0
                : draft.recent.get(draft.recent.size() - 1).ptsMillis();
        for (SequenceVote votes : draft.votes) {
            double severity = policy.banks().bank(votes.bank()).severity();
            double weight =
                    interlocks.isSequence(draft.alignment(votes, interlocks)) ? severity : severity * FRAME_MATCH_SHARE;
            long lastPts =
                    votes.votes().stream().mapToLong(Vote::ptsMillis).max().orElse(newestPts);
            double decayed = Risk.decayed(
                    weight, newestPts - lastPts, policy.document().risk().matchHalfLifeSeconds());
            evidence.add(new Flag.RiskTerm(MATCH_GROUP, votes.bank() + "/" + votes.signatureId(), decayed));
            Vote nearest = votes.nearest();
            if (nearest.variant() != Variant.ORIGINAL || ReferenceView.isCut(nearest.view())) {
                evidence.add(
                        new Flag.RiskTerm(EVASION_GROUP, nearest.variant().name(), Math.min(decayed, EVASION_WEIGHT)));
            }
        }
        for (ChatTally tally : draft.chat) {
            // Each further speaker is evidence, each further message of the same one is not.
            double weight = 1 - Math.pow(1 - tally.weight(), tally.speakers().size());
            double decayed = Risk.decayed(
                    weight,
                    draft.now.toEpochMilli() - tally.lastMillis(),
                    policy.document().risk().chatHalfLifeSeconds());
            evidence.add(new Flag.RiskTerm(CHAT_GROUP + tally.category(), tally.term(), decayed));
        }
        return Risk.of(evidence);
    }

    private long lookBackMillis() {
        return policy.document().lookbackSeconds() * 1000;
    }
}
