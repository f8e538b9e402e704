package dev.sluice.signature;

/**
 * The entries of a segment, sorted into buckets by the upper bits of one slot of their hash: by all of them where there are
 * many entries, by so few where there are few that the table of buckets weighs little. An entry's number leaves some bits
 * of an int unused, 12 of them at a million entries and 8 at ten million: there lie as many bits of its next slot, so that
 * most entries are told apart without a look at their hash. Immutable.
 */
final class SlotTable {
    /** In the mean, up to twice as many: the table of buckets takes a fourteenth of what the entries take at most. */
    private static final int FEWEST_IN_BUCKET = 14;

    private final int[] starts;
    /** Each with bits of its next slot above its number. */
    private final int[] entries;

    private final int numberBits;

    private SlotTable(int[] starts, int[] entries, int numberBits) {
        this.starts = starts;
        this.entries = entries;
        this.numberBits = numberBits;
    }

    /** Counting sort: two passes over the hashes. */
    static SlotTable of(int slot, long[] words, int size) {
        int next = SlotPlan.next(slot);
        int bucketBits = bucketBits(size);
        int dropped = SlotPlan.WIDTH - bucketBits;
        int buckets = 1 << bucketBits;
        int[] ends = new int[buckets + 1];
        for (int i = 0; i < size; i++) {
            ends[(value(slot, words, i) >>> dropped) + 1]++;
        }
        for (int bucket = 0; bucket < buckets; bucket++) {
            ends[bucket + 1] += ends[bucket];
        }
        int numberBits = Math.max(Integer.SIZE - SlotPlan.WIDTH, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1));
        int[] entries = new int[size];
        // Filled from behind its end, each bucket's end moves down to its start.
        for (int i = size - 1; i >= 0; i--) {
            int at = --ends[(value(slot, words, i) >>> dropped) + 1];
            entries[at] = value(next, words, i) << numberBits | i;
        }
        int[] starts = new int[buckets + 1];
        System.arraycopy(ends, 1, starts, 0, buckets);
        starts[buckets] = size;
        return new SlotTable(starts, entries, numberBits);
    }

    private static int bucketBits(int size) {
        int most = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, size / FEWEST_IN_BUCKET));
        return Math.min(SlotPlan.WIDTH, most);
    }

    private static int value(int slot, long[] words, int entry) {
        int at = entry * HashColumns.WORDS;
        return SlotPlan.value(slot, words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    /** How many of a slot's upper bits name a bucket. */
    int bucketBits() {
        return Integer.numberOfTrailingZeros(starts.length - 1);
    }

    int start(int bucket) {
        return starts[bucket];
    }

    int end(int bucket) {
        return starts[bucket + 1];
    }

    /**
     * Writes those entries of a bucket, or a part of it, whose next slot may differ from a value in at most {@code bound} bits:
     * all that do, and some that do not.
     *
     * @param to with room for all of them
     * @return where the next would be written
     */
    int near(int start, int end, int value, int bound, int[] to, int at) {
        int written = at;
        int next = value << numberBits;
        for (int i = start; i < end; i++) {
            int entry = entries[i];
            if (Integer.bitCount((entry ^ next) >>> numberBits) <= bound) {
                to[written++] = entry & ~(-1 << numberBits);
            }
        }
        return written;
    }
}
