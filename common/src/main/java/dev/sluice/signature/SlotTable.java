package dev.sluice.signature;

/** The entries of a segment, sorted into buckets by one slot of their hash. Immutable. */
final class SlotTable {
    private final int[] starts;
    private final int[] entries;

    private SlotTable(int[] starts, int[] entries) {
        this.starts = starts;
        this.entries = entries;
    }

    /** Counting sort: two passes over the hashes. */
    static SlotTable of(SlotPlan plan, int slot, long[] words, int size) {
        int buckets = 1 << plan.width();
        int[] ends = new int[buckets + 1];
        for (int i = 0; i < size; i++) {
            ends[value(plan, slot, words, i) + 1]++;
        }
        for (int bucket = 0; bucket < buckets; bucket++) {
            ends[bucket + 1] += ends[bucket];
        }
        int[] entries = new int[size];
        // Filled from behind its end, each bucket's end moves down to its start.
        for (int i = size - 1; i >= 0; i--) {
            entries[--ends[value(plan, slot, words, i) + 1]] = i;
        }
        int[] starts = new int[buckets + 1];
        System.arraycopy(ends, 1, starts, 0, buckets);
        starts[buckets] = size;
        return new SlotTable(starts, entries);
    }

    private static int value(SlotPlan plan, int slot, long[] words, int entry) {
        int at = entry * HashColumns.WORDS;
        return plan.value(slot, words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    int start(int bucket) {
        return starts[bucket];
    }

    int end(int bucket) {
        return starts[bucket + 1];
    }

    /** Copies the entries of a bucket, or a part of it. */
    void copy(int start, int end, int[] to, int at) {
        for (int i = start; i < end; i++) {
            to[at + i - start] = entries[i];
        }
    }
}
