package dev.sluice.signature;

/** The entries of a segment, sorted into buckets by one slot of their hash, each with its next slot. Immutable. */
final class SlotTable {
    private static final int BUCKETS = 1 << SlotPlan.WIDTH;

    private final int[] starts;
    private final int[] entries;
    /** The entries' next slots, in the same order. */
    private final char[] nexts;

    private SlotTable(int[] starts, int[] entries, char[] nexts) {
        this.starts = starts;
        this.entries = entries;
        this.nexts = nexts;
    }

    /** Counting sort: two passes over the hashes. */
    static SlotTable of(int slot, long[] words, int size) {
        int next = SlotPlan.next(slot);
        int[] ends = new int[BUCKETS + 1];
        for (int i = 0; i < size; i++) {
            ends[value(slot, words, i) + 1]++;
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            ends[bucket + 1] += ends[bucket];
        }
        int[] entries = new int[size];
        char[] nexts = new char[size];
        // Filled from behind its end, each bucket's end moves down to its start.
        for (int i = size - 1; i >= 0; i--) {
            int at = --ends[value(slot, words, i) + 1];
            entries[at] = i;
            nexts[at] = (char) value(next, words, i);
        }
        int[] starts = new int[BUCKETS + 1];
        System.arraycopy(ends, 1, starts, 0, BUCKETS);
        starts[BUCKETS] = size;
        return new SlotTable(starts, entries, nexts);
    }

    private static int value(int slot, long[] words, int entry) {
        int at = entry * HashColumns.WORDS;
        return SlotPlan.value(slot, words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    int start(int bucket) {
        return starts[bucket];
    }

    int end(int bucket) {
        return starts[bucket + 1];
    }

    /**
     * Writes those entries of a bucket, or a part of it, whose next slot differs from a value in at most {@code bound} bits.
     *
     * @param to with room for all of them
     * @return where the next would be written
     */
    int near(int start, int end, int value, int bound, int[] to, int at) {
        int written = at;
        for (int i = start; i < end; i++) {
            if (Integer.bitCount(nexts[i] ^ value) <= bound) {
                to[written++] = entries[i];
            }
        }
        return written;
    }
}
