package dev.sluice.signature;

import dev.sluice.fingerprint.PayloadDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/** Digests of known files, sorted, with the signatures that name them: 20 bytes each. Immutable. */
final class DigestSegment {
    private static final Comparator<Known> ORDER = Comparator.<Known>comparingLong(
                    known -> known.digest().high())
            .thenComparingLong(known -> known.digest().low())
            .thenComparingInt(Known::owner);

    private final long[] high;
    private final long[] low;
    private final int[] owners;
    private final int newestOwner;

    private DigestSegment(long[] high, long[] low, int[] owners) {
        this.high = high;
        this.low = low;
        this.owners = owners;
        this.newestOwner = Arrays.stream(owners).max().orElse(-1);
    }

    /** A digest and the number of the signature that names it. */
    record Known(PayloadDigest digest, int owner) {}

    static DigestSegment of(List<Known> known) {
        List<Known> sorted = known.stream().sorted(ORDER).toList();
        return new DigestSegment(
                sorted.stream().mapToLong(entry -> entry.digest().high()).toArray(),
                sorted.stream().mapToLong(entry -> entry.digest().low()).toArray(),
                sorted.stream().mapToInt(Known::owner).toArray());
    }

    /** Both, without what is gone. */
    static DigestSegment merged(DigestSegment one, DigestSegment other, BitSet removed) {
        int room = one.size() + other.size();
        long[] high = new long[room];
        long[] low = new long[room];
        int[] owners = new int[room];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            boolean first = j == other.size() || (i < one.size() && one.compare(i, other.high[j], other.low[j]) <= 0);
            DigestSegment from = first ? one : other;
            int at = first ? i++ : j++;
            if (!removed.get(from.owners[at])) {
                high[size] = from.high[at];
                low[size] = from.low[at];
                owners[size++] = from.owners[at];
            }
        }
        return new DigestSegment(Arrays.copyOf(high, size), Arrays.copyOf(low, size), Arrays.copyOf(owners, size));
    }

    int size() {
        return owners.length;
    }

    /** The largest number of a signature in it, -1 if there is none. */
    int newestOwner() {
        return newestOwner;
    }

    /** Shows the number of every signature that names the digest. */
    void find(PayloadDigest digest, IntConsumer visitor) {
        int from = 0;
        int to = size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(middle, digest.high(), digest.low()) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        for (int at = from; at < size() && compare(at, digest.high(), digest.low()) == 0; at++) {
            visitor.accept(owners[at]);
        }
    }

    private int compare(int at, long otherHigh, long otherLow) {
        int byHigh = Long.compare(high[at], otherHigh);
        return byHigh != 0 ? byHigh : Long.compare(low[at], otherLow);
    }
}
