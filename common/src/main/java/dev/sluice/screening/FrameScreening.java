package dev.sluice.screening;

import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.match.FrameMatch;
import dev.sluice.match.FrameMatcher;
import dev.sluice.match.SequenceVote;
import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.ReferenceVideo;
import dev.sluice.signature.Signature;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Matches a stream's frames, again when the catalogue or the policy moved. */
final class FrameScreening {
    /** How often, in media time, a frame that nothing explains is compared loosely with all that is known. */
    private static final long SEEK_MILLIS = 2000;
    /** With more known frames than this less often: a loose search takes as much longer. */
    private static final int SEEK_FRAMES = 1_000_000;

    private final Policy policy;
    private final CatalogueSnapshot catalogue;
    private final KillInterlocks interlocks;
    private final FrameMatcher matcher;

    FrameScreening(Policy policy, CatalogueSnapshot catalogue, KillInterlocks interlocks) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.interlocks = interlocks;
        this.matcher = new FrameMatcher(catalogue, policy.banks());
    }

    /** Matches a new frame; where nothing explains it, it may resemble a known video loosely. */
    void screenNew(Draft draft, FrameFingerprints frame) {
        FrameMatcher.Result result = screen(draft, frame);
        if (!result.benign()) {
            pursue(draft, frame);
            seek(draft, frame);
        }
    }

    /** Matches a frame; where it matches nothing closely, it may still continue a sequence. */
    private FrameMatcher.Result screen(Draft draft, FrameFingerprints frame) {
        FrameMatcher.Result result = matcher.match(frame);
        // Sequences that go on before new ones, which may have to make room for them.
        List<FrameMatch> ordered = result.matches().stream()
                .sorted(Comparator.comparing(
                        match -> draft.sequence(match.known().signature()).isEmpty()))
                .toList();
        for (FrameMatch match : ordered) {
            Signature signature = match.known().signature();
            if (counts(draft, signature.bank(), signature.id())) {
                draft.vote(match);
            }
        }
        if (!result.benign()) {
            extend(draft, frame);
        }
        return result;
    }

    /** Not one that a reviewer suppressed for this stream, nor one that its bank's settings leave out. */
    private boolean counts(Draft draft, String bank, String signatureId) {
        return !draft.judgement.suppressed().contains(bank + "/" + signatureId)
                && policy.banks().bank(bank).isEnabled(signatureId, draft.now);
    }

    private void extend(Draft draft, FrameFingerprints frame) {
        for (SequenceVote votes : List.copyOf(draft.votes)) {
            if (!votes.hasVoteAt(frame.ptsMillis())) {
                catalogue.index().video(votes.bank(), votes.signatureId()).ifPresent(video -> votes.extended(
                                frame, video)
                        .ifPresent(longer -> draft.replace(votes, longer, video.signature())));
            }
        }
    }

    /** A hypothesis with which enough frames agree is a sequence. */
    private void pursue(Draft draft, FrameFingerprints frame) {
        draft.hypotheses = draft.hypotheses.near(frame.ptsMillis());
        for (SequenceVote hypothesis : draft.hypotheses.open()) {
            catalogue.index().video(hypothesis.bank(), hypothesis.signatureId()).ifPresent(video -> hypothesis
                    .extended(frame, video)
                    .ifPresent(longer -> weigh(draft, longer, video.signature(), frame.ptsMillis())));
        }
    }

    private void weigh(Draft draft, SequenceVote hypothesis, Signature signature, long ptsMillis) {
        if (interlocks.isSequence(hypothesis.alignment()) && counts(draft, signature.bank(), signature.id())) {
            draft.adopt(hypothesis, signature, ptsMillis);
        } else {
            draft.hypotheses = draft.hypotheses.with(hypothesis);
        }
    }

    private void seek(Draft draft, FrameFingerprints frame) {
        long pts = frame.ptsMillis();
        long everyMillis = SEEK_MILLIS * Math.max(1, catalogue.index().size() / SEEK_FRAMES);
        boolean explained =
                draft.hypotheses.hasVoteAt(pts) || draft.votes.stream().anyMatch(votes -> votes.hasVoteAt(pts));
        if (explained || frame.partial() || !draft.hypotheses.isDue(pts, everyMillis)) {
            return;
        }
        draft.hypotheses = draft.hypotheses.sought(pts);
        matcher.resembling(frame).stream()
                .filter(match -> draft.sequence(match.known().signature()).isEmpty())
                // The nearest last, so that they stay if there are too many.
                .sorted(Comparator.comparingInt(FrameMatch::distance).reversed())
                .forEach(
                        match -> weigh(draft, begun(draft, match), match.known().signature(), pts));
    }

    /** With what came shortly before, which the same line may explain. */
    private SequenceVote begun(Draft draft, FrameMatch match) {
        Signature signature = match.known().signature();
        SequenceVote hypothesis = draft.hypotheses
                .of(signature)
                .orElseGet(() -> SequenceVote.none(signature))
                .withLoose(match);
        Optional<ReferenceVideo> video = catalogue.index().video(signature.bank(), signature.id());
        if (video.isEmpty()) {
            return hypothesis;
        }
        List<FrameFingerprints> before = draft.recent
                .newestFirst()
                .takeWhile(earlier -> match.ptsMillis() - earlier.ptsMillis() <= Hypotheses.KEPT_MILLIS)
                .toList();
        for (FrameFingerprints earlier : before) {
            if (!hypothesis.hasVoteAt(earlier.ptsMillis())) {
                hypothesis = hypothesis.extended(earlier, video.get()).orElse(hypothesis);
            }
        }
        return hypothesis;
    }

    /** Whether a stream's frames were matched under the policy and the catalogue in force. */
    boolean isCurrent(StreamState state) {
        return state.policyVersion().equals(policy.version()) && state.catalogueVersion() == catalogue.version();
    }

    /**
     * Brings what was matched under an earlier catalogue or policy up to date: what was added is found in the recent
     * frames, what was removed counts no longer.
     */
    void lookBack(StreamState before, Draft draft) {
        if (isCurrent(before)) {
            return;
        }
        draft.rules = draft.rules.dueAgain();
        if (!before.policyVersion().equals(policy.version())) {
            // Nothing seeks again loosely what is long past: a sequence without a close frame stays.
            draft.votes.removeIf(
                    votes -> votes.telling().get(0).seed() || !counts(draft, votes.bank(), votes.signatureId()));
            draft.recent.oldestFirst().forEach(frame -> screen(draft, frame));
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
        List<FrameFingerprints> changed = draft.recent
                .oldestFirst()
                .filter(frame ->
                        !matcher.matchSince(before.catalogueVersion(), frame).isEmpty())
                .toList();
        // All of them first: what is decided on must not hold a frame that turns out to be benign.
        changed.forEach(frame -> draft.votes.replaceAll(votes -> votes.without(frame.ptsMillis())));
        draft.votes.removeIf(votes -> votes.votes().isEmpty());
        changed.forEach(frame -> screen(draft, frame));
    }
}
