package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An immutable part of the index: hashes, and from a few thousand of them on a table per slot. A query looks into the
 * buckets that the {@link SlotPlan} names and checks what of them is left when the next slot is looked at too; where that
 * is too much, because many hashes resemble each other, it scans all hashes in a row instead.
 */
final class HashSegment {
    /** Up to here a scan is at least as fast as the probes. */
    private static final int SMALLEST_INDEXED = 4096;
    /** A check of an entry jumps through memory and costs about so many of a scan's. */
    private static final int SCANNED_PER_CHECKED = 4;
    /** A look at an entry's next slot costs less than one of a scan's hashes, as buckets lie in a row. */
    private static final int LOOKED_AT_PER_SCANNED = 8;

    private final HashColumns columns;
    private final SlotTable[] tables;

    private HashSegment(HashColumns columns, SlotTable[] tables) {
        this.columns = columns;
        this.tables = tables;
    }

    /** Takes over the columns, which must not change any more; slots are sorted in parallel. */
    static HashSegment of(HashColumns columns) {
        columns.trimmed();
        if (columns.size() < SMALLEST_INDEXED) {
            return new HashSegment(columns, new SlotTable[0]);
        }
        SlotTable[] tables = IntStream.range(0, SlotPlan.SLOTS)
                .parallel()
                .mapToObj(slot -> SlotTable.of(slot, columns.words(), columns.size()))
                .toArray(SlotTable[]::new);
        return new HashSegment(columns, tables);
    }

    HashColumns columns() {
        return columns;
    }

    int size() {
        return columns.size();
    }

    /** Receives the number of an entry within the distance, once. */
    interface EntryVisitor {
        void found(int entry, int distance);
    }

    void search(PdqHash query, int distance, EntryVisitor visitor) {
        if (tables.length == 0) {
            scan(query, distance, visitor);
            return;
        }
        Candidates candidates = new Candidates(query, distance);
        if (candidates.gather()) {
            check(query, distance, candidates, visitor);
        } else {
            scan(query, distance, visitor);
        }
    }

    /** What may be within the distance of a query, by slots; an entry may be there several times. */
    private final class Candidates {
        private static final int FIRST_ROOM = 1024;

        private final int[] values = new int[SlotPlan.SLOTS];
        private final int[] thresholds;
        private int[] entries = new int[FIRST_ROOM];
        private int count;
        private final int[] endOfSlot = new int[SlotPlan.SLOTS];
        private long lookedAt;

        Candidates(PdqHash query, int distance) {
            thresholds = SlotPlan.thresholds(distance);
            for (int slot = 0; slot < SlotPlan.SLOTS; slot++) {
                values[slot] = SlotPlan.value(slot, query.w0(), query.w1(), query.w2(), query.w3());
            }
        }

        /** Returns false as soon as a scan costs less. */
        boolean gather() {
            for (int slot = 0; slot < SlotPlan.SLOTS; slot++) {
                if (thresholds[slot] >= 0 && !gather(slot)) {
                    return false;
                }
                endOfSlot[slot] = count;
            }
            return true;
        }

        private boolean gather(int slot) {
            SlotTable table = tables[slot];
            int value = values[slot];
            int nextValue = values[SlotPlan.next(slot)];
            int bucket = value >>> (SlotPlan.WIDTH - table.bucketBits());
            int[] masks = BitMasks.of(table.bucketBits(), thresholds[slot]);
            int[] from = new int[masks.length];
            int[] to = new int[masks.length];
            int most = 0;
            for (int i = 0; i < masks.length; i++) {
                from[i] = table.start(bucket ^ masks[i]);
                to[i] = table.end(bucket ^ masks[i]);
                most += to[i] - from[i];
            }
            lookedAt += most;
            if (lookedAt > (long) size() * LOOKED_AT_PER_SCANNED) {
                return false;
            }
            if (entries.length - count < most) {
                entries = Arrays.copyOf(entries, Math.max(2 * entries.length, count + most));
            }
            for (int i = 0; i < masks.length; i++) {
                count = table.near(
                        from[i], to[i], nextValue, boundOfPair(slot) - Integer.bitCount(masks[i]), entries, count);
            }
            return count <= size() / SCANNED_PER_CHECKED;
        }

        private int boundOfPair(int slot) {
            return thresholds[slot] + thresholds[SlotPlan.next(slot)] + 1;
        }

        /** Whether this slot is the first one that shows the entry, by all bits of its next slot, so that one slot reports it. */
        boolean isFirst(int slot, PdqHash hash) {
            for (int earlier = 0; earlier < slot; earlier++) {
                if (shows(earlier, hash)) {
                    return false;
                }
            }
            return shows(slot, hash);
        }

        private boolean shows(int slot, PdqHash hash) {
            int differing = differing(slot, hash);
            return differing <= thresholds[slot]
                    && differing + differing(SlotPlan.next(slot), hash) <= boundOfPair(slot);
        }

        private int differing(int slot, PdqHash hash) {
            return Integer.bitCount(values[slot] ^ SlotPlan.value(slot, hash.w0(), hash.w1(), hash.w2(), hash.w3()));
        }
    }

    /** In one run, so that the processor can fetch many hashes at a time. */
    private void check(PdqHash query, int distance, Candidates candidates, EntryVisitor visitor) {
        int slot = 0;
        for (int i = 0; i < candidates.count; i++) {
            int entry = candidates.entries[i];
            int differing = columns.distance(entry, query.w0(), query.w1(), query.w2(), query.w3(), distance);
            if (differing <= distance) {
                while (i >= candidates.endOfSlot[slot]) {
                    slot++;
                }
                if (candidates.isFirst(slot, columns.hash(entry))) {
                    visitor.found(entry, differing);
                }
            }
        }
    }

    private void scan(PdqHash query, int distance, EntryVisitor visitor) {
        for (int entry = 0; entry < size(); entry++) {
            int differing = columns.distance(entry, query.w0(), query.w1(), query.w2(), query.w3(), distance);
            if (differing <= distance) {
                visitor.found(entry, differing);
            }
        }
    }
}
