package dev.sluice.match;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.signature.ReferenceVideo;
import dev.sluice.signature.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Frame matches of one stream with one signature, and the offset and speed on which most of them agree: seed and extend.
 * A frame within the bank's distance seeds; later frames are looked for, at a looser distance, only where an earlier one
 * predicts them. Without any seed, a frame that resembles a known one loosely may begin it. Only distinct live frames that meet distinct known frames count, so that a static scene is one vote however long
 * it lasts; partial pictures do not count.
 *
 * @param votes in the order of arrival, at most {@link #MOST_VOTES}
 * @see <a href="https://doi.org/10.1109/TMM.2009.2039368">Douze, Jegou, Schmid: An image-based approach to video copy
 *     detection with spatio-temporal post-filtering, 2010</a>
 */
public record SequenceVote(String bank, String signatureId, List<Vote> votes) {
    /**
     * Farthest that a predicted frame may be, in bits. By chance two hashes are that near once in 7e8 (reference A8); a
     * frame is compared with a few hundred at most.
     */
    public static final int LOOSE_DISTANCE = 80;

    static final int MOST_VOTES = 64;
    /** A prediction from farther back would be too vague for an unknown speed. */
    private static final long FARTHEST_PREDICTION_MILLIS = 15_000;

    private static final int ANCHORS = 6;

    public SequenceVote {
        votes = votes == null ? List.of() : List.copyOf(votes);
    }

    /** No match yet with a signature. */
    public static SequenceVote none(Signature signature) {
        return new SequenceVote(signature.bank(), signature.id(), List.of());
    }

    /** What they are about, as {@code bank/id}. */
    public String subject() {
        return bank + "/" + signatureId;
    }

    /** Whether these are votes for a signature. */
    public boolean isFor(Signature signature) {
        return bank.equals(signature.bank()) && signatureId.equals(signature.id());
    }

    /** This, and one more match; the oldest vote goes if there are too many. A frame seen before replaces its vote. */
    public SequenceVote with(FrameMatch match) {
        return with(Vote.seed(match));
    }

    /** This, and a frame that resembles a known one more loosely than its bank wants. */
    public SequenceVote withLoose(FrameMatch match) {
        return with(Vote.loose(match));
    }

    /** Whether a live frame has a vote. */
    public boolean hasVoteAt(long ptsMillis) {
        return votes.stream().anyMatch(vote -> vote.ptsMillis() == ptsMillis);
    }

    /** The votes that speak for themselves: the seeds; all, if there are none. */
    public List<Vote> telling() {
        return votes.stream().anyMatch(Vote::seed)
                ? votes.stream().filter(Vote::seed).toList()
                : votes;
    }

    /** Without what was said of one live frame. */
    public SequenceVote without(long ptsMillis) {
        return new SequenceVote(
                bank,
                signatureId,
                votes.stream().filter(vote -> vote.ptsMillis() != ptsMillis).toList());
    }

    /**
     * This, and a frame that is near where an earlier vote and some speed predict it; empty if it is not.
     *
     * @param video the signature's frames
     */
    public Optional<SequenceVote> extended(FrameFingerprints frame, ReferenceVideo video) {
        Vote best = null;
        for (Fingerprint fingerprint : frame.fingerprints()) {
            if (fingerprint.quality() < PdqHasher.QUALITY_GATE) {
                continue;
            }
            for (Vote anchor : anchors(fingerprint, frame.ptsMillis())) {
                int bound = best == null ? LOOSE_DISTANCE : best.distance() - 1;
                Optional<ReferenceVideo.Near> near = predicted(fingerprint, frame.ptsMillis(), anchor, video, bound);
                if (near.isPresent()) {
                    best = Vote.of(
                            fingerprint,
                            near.get().frame(),
                            near.get().distance(),
                            frame.ptsMillis(),
                            frame.partial(),
                            false);
                }
            }
        }
        return best == null ? Optional.empty() : Optional.of(with(best));
    }

    /** The best agreement among the votes for whole pictures, around a seed if there is any. */
    public Alignment alignment() {
        return new AlignmentSearch(votes).best(false);
    }

    /** The best agreement among the votes for parts of pictures. */
    public Alignment partAlignment() {
        return new AlignmentSearch(votes).best(true);
    }

    /** The vote with the smallest distance. */
    public Vote nearest() {
        return votes.stream().min(Comparator.comparingInt(Vote::distance)).orElseThrow();
    }

    /** The vote with the smallest distance among those for parts of pictures or for wholes; among all if there is none. */
    public Vote nearest(boolean parts) {
        return votes.stream()
                .filter(vote -> vote.variant().isPart() == parts)
                .min(Comparator.comparingInt(Vote::distance))
                .orElseGet(this::nearest);
    }

    private SequenceVote with(Vote vote) {
        List<Vote> more = new ArrayList<>(votes);
        more.removeIf(old -> old.ptsMillis() == vote.ptsMillis());
        more.add(vote);
        return new SequenceVote(
                bank,
                signatureId,
                more.size() > MOST_VOTES ? more.subList(more.size() - MOST_VOTES, more.size()) : more);
    }

    /** The newest votes of the fingerprint's variant, from which it can be predicted. */
    private List<Vote> anchors(Fingerprint fingerprint, long ptsMillis) {
        List<Vote> anchors = new ArrayList<>(ANCHORS);
        for (int i = votes.size() - 1; i >= 0 && anchors.size() < ANCHORS; i--) {
            Vote vote = votes.get(i);
            long since = Math.abs(ptsMillis - vote.ptsMillis());
            if (vote.variant() == fingerprint.variant() && since > 0 && since <= FARTHEST_PREDICTION_MILLIS) {
                anchors.add(vote);
            }
        }
        return anchors;
    }

    private static Optional<ReferenceVideo.Near> predicted(
            Fingerprint fingerprint, long ptsMillis, Vote anchor, ReferenceVideo video, int bound) {
        Optional<ReferenceVideo.Near> best = Optional.empty();
        int distance = bound;
        for (double speed : AlignmentSearch.SPEEDS) {
            long at = anchor.referenceMillis() + Math.round(speed * (ptsMillis - anchor.ptsMillis()));
            Optional<ReferenceVideo.Near> near = video.nearest(
                    fingerprint.hash(),
                    anchor.view(),
                    at - AlignmentSearch.TOLERANCE_MILLIS,
                    at + AlignmentSearch.TOLERANCE_MILLIS,
                    distance);
            if (near.isPresent()) {
                best = near;
                distance = near.get().distance() - 1;
            }
        }
        return best;
    }
}
