package dev.sluice.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Frame matches of one stream with one signature, and the offset on which most of them agree. Only distinct live frames
 * that meet distinct known frames count, so that a static scene is one vote however long it lasts; partial pictures do
 * not count.
 *
 * @param votes in the order of arrival, at most {@link #MOST_VOTES}
 */
public record SequenceVote(String bank, String signatureId, List<Vote> votes) {
    static final int MOST_VOTES = 64;
    /** Known frames are taken at native rate, so a nearest frame may be a few frames off (measured: under 0.2 s). */
    private static final long OFFSET_TOLERANCE_MILLIS = 250;
    /** Two hashes this near are of the same picture (static footage at native rate stays within 16 bits). */
    private static final int SAME_PICTURE = 16;

    public SequenceVote {
        votes = votes == null ? List.of() : List.copyOf(votes);
    }

    /** This, and one more match; the oldest vote goes if there are too many. A frame seen before replaces its vote. */
    public SequenceVote with(FrameMatch match) {
        List<Vote> more = new ArrayList<>(votes);
        more.removeIf(vote -> vote.ptsMillis() == match.ptsMillis());
        more.add(Vote.of(match));
        return new SequenceVote(
                bank,
                signatureId,
                more.size() > MOST_VOTES ? more.subList(more.size() - MOST_VOTES, more.size()) : more);
    }

    /** The best agreement among the votes. */
    public Alignment alignment() {
        Alignment best = Alignment.NONE;
        for (Vote seed : votes) {
            Alignment alignment = alignedWith(seed);
            if (alignment.frames() > best.frames()
                    || (alignment.frames() == best.frames() && alignment.spanMillis() > best.spanMillis())) {
                best = alignment;
            }
        }
        return best;
    }

    /** The vote with the smallest distance. */
    public Vote nearest() {
        return votes.stream().min(Comparator.comparingInt(Vote::distance)).orElseThrow();
    }

    private Alignment alignedWith(Vote seed) {
        List<Vote> distinct = new ArrayList<>();
        for (Vote vote : votes) {
            boolean agrees = vote.variant() == seed.variant()
                    && Math.abs(vote.offsetMillis() - seed.offsetMillis()) <= OFFSET_TOLERANCE_MILLIS;
            if (agrees && !vote.partial() && distinct.stream().noneMatch(kept -> samePicture(kept, vote))) {
                distinct.add(vote);
            }
        }
        if (distinct.isEmpty()) {
            return Alignment.NONE;
        }
        long span = Math.min(
                range(distinct.stream().mapToLong(Vote::ptsMillis).toArray()),
                range(distinct.stream().mapToLong(Vote::referenceMillis).toArray()));
        return new Alignment(distinct.size(), span);
    }

    private static boolean samePicture(Vote one, Vote other) {
        return one.referenceMillis() == other.referenceMillis()
                || one.live().distance(other.live()) <= SAME_PICTURE
                || one.known().distance(other.known()) <= SAME_PICTURE;
    }

    private static long range(long[] times) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (long time : times) {
            low = Math.min(low, time);
            high = Math.max(high, time);
        }
        return high - low;
    }
}
