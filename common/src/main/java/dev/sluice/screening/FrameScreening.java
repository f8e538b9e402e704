package dev.sluice.screening;

import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.match.FrameMatch;
import dev.sluice.match.FrameMatcher;
import dev.sluice.match.SequenceVote;
import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.Signature;
import java.util.Comparator;
import java.util.List;

/** Matches a stream's frames, again when the catalogue or the policy moved. */
final class FrameScreening {
    private final Policy policy;
    private final CatalogueSnapshot catalogue;
    private final FrameMatcher matcher;

    FrameScreening(Policy policy, CatalogueSnapshot catalogue) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.matcher = new FrameMatcher(catalogue, policy.banks());
    }

    /** Matches a frame; where it matches nothing closely, it may still continue a sequence. */
    void screen(Draft draft, FrameFingerprints frame) {
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
    }

    /** Not one that a reviewer suppressed for this stream, nor one that its bank's settings leave out. */
    private boolean counts(Draft draft, String bank, String signatureId) {
        return !draft.judgement.suppressed().contains(bank + "/" + signatureId)
                && policy.banks().bank(bank).isEnabled(signatureId, draft.now);
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
            draft.votes.clear();
            draft.recent.forEach(frame -> screen(draft, frame));
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
}
