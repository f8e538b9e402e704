package dev.sluice.match;

import java.util.List;

/**
 * Finds the offset and speed on which most votes agree: each vote and each speed give a line; those near it agree. Votes are
 * sets of bits here, which keeps it cheap when a stream matches many lists and all votes lie on all lines.
 */
final class AlignmentSearch {
    /** The speeds at which players and editors play. */
    static final double[] SPEEDS = {1, 0.5, 0.75, 0.8, 0.9, 1.1, 1.2, 1.25, 1.5, 1.75, 2};
    /** Known frames are taken at native rate, so a nearest frame may be a few frames off (measured: under 0.2 s). */
    static final long TOLERANCE_MILLIS = 250;
    /** Two hashes this near are of the same picture (static footage at native rate stays within 16 bits). */
    private static final int SAME_PICTURE = 16;

    private final List<Vote> votes;
    private final long[] stream;
    private final long[] reference;
    /** For each vote those of the same picture, once they were asked for. */
    private final long[] same;

    private final boolean[] compared;
    private long whole;
    private long seeds;

    /**
     * @param votes at most 64
     */
    AlignmentSearch(List<Vote> votes) {
        this.votes = votes;
        stream = votes.stream().mapToLong(Vote::ptsMillis).toArray();
        reference = votes.stream().mapToLong(Vote::referenceMillis).toArray();
        same = new long[votes.size()];
        compared = new boolean[votes.size()];
        for (int i = 0; i < votes.size(); i++) {
            whole |= votes.get(i).partial() ? 0 : 1L << i;
            seeds |= votes.get(i).seed() ? 1L << i : 0;
        }
    }

    /** The best agreement around a seed, or around any vote if there is none, with parts of the picture or with wholes. */
    Alignment best(boolean parts) {
        Alignment best = Alignment.NONE;
        long[] seen = new long[SPEEDS.length];
        for (int anchor = 0; anchor < votes.size(); anchor++) {
            boolean telling = seeds == 0 || (seeds & 1L << anchor) != 0;
            if (!telling || votes.get(anchor).variant().isPart() != parts) {
                continue;
            }
            long alike = seeingAs(anchor) & whole;
            for (int i = 0; i < SPEEDS.length; i++) {
                long agreeing = agreeing(anchor, SPEEDS[i], alike);
                if (agreeing != seen[i] && Long.bitCount(agreeing) >= Math.max(1, best.frames())) {
                    seen[i] = agreeing;
                    Alignment alignment = alignment(agreeing, SPEEDS[i], parts);
                    best = alignment.betterThan(best) ? alignment : best;
                }
            }
        }
        return best;
    }

    private long seeingAs(int anchor) {
        long alike = 0;
        for (int i = 0; i < votes.size(); i++) {
            alike |= votes.get(i).seesAs(votes.get(anchor)) ? 1L << i : 0;
        }
        return alike;
    }

    private long agreeing(int anchor, double speed, long among) {
        long agreeing = 0;
        for (long left = among; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            double predicted = reference[anchor] + speed * (stream[i] - stream[anchor]);
            agreeing |= Math.abs(reference[i] - predicted) <= TOLERANCE_MILLIS ? 1L << i : 0;
        }
        return agreeing;
    }

    /** Of the votes that agree, in their order, those of a picture that none before them shows. */
    private Alignment alignment(long agreeing, double speed, boolean parts) {
        long distinct = 0;
        for (long left = agreeing; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            distinct |= (samePicture(i) & distinct) == 0 ? 1L << i : 0;
        }
        long streamFrom = bound(stream, distinct, false);
        long streamTo = bound(stream, distinct, true);
        long referenceFrom = bound(reference, distinct, false);
        long referenceTo = bound(reference, distinct, true);
        return new Alignment(
                Long.bitCount(distinct),
                Long.bitCount(distinct & seeds),
                Math.min(streamTo - streamFrom, referenceTo - referenceFrom),
                speed,
                streamFrom,
                streamTo,
                referenceFrom,
                referenceTo,
                parts);
    }

    private static long bound(long[] times, long among, boolean last) {
        long bound = times[Long.numberOfTrailingZeros(among)];
        for (long left = among; left != 0; left &= left - 1) {
            long time = times[Long.numberOfTrailingZeros(left)];
            bound = last ? Math.max(bound, time) : Math.min(bound, time);
        }
        return bound;
    }

    private long samePicture(int one) {
        if (!compared[one]) {
            compared[one] = true;
            for (int other = 0; other < votes.size(); other++) {
                same[one] |= samePicture(votes.get(one), votes.get(other)) ? 1L << other : 0;
            }
        }
        return same[one];
    }

    private static boolean samePicture(Vote one, Vote other) {
        return one.referenceMillis() == other.referenceMillis()
                || one.live().distance(other.live()) <= SAME_PICTURE
                || one.known().distance(other.known()) <= SAME_PICTURE;
    }
}
