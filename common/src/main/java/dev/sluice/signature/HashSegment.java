package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An immutable part of the index: hashes, and from a few hundred of them on a table per slot. A query looks into the
 * buckets that the pigeonhole principle names and checks what lies in them; where those hold too much, because many
 * hashes resemble each other, it scans all hashes in a row instead.
 */
final class HashSegment {
    /** Up to here a scan is at least as fast as the probes. */
    private static final int SMALLEST_INDEXED = 4096;
    /** A check of a bucket's entry jumps through memory and costs about so many of a scan's. */
    private static final int SCANNED_PER_PROBED = 4;

    private final HashColumns columns;
    private final SlotPlan plan;
    private final SlotTable[] tables;

    private HashSegment(HashColumns columns, SlotPlan plan, SlotTable[] tables) {
        this.columns = columns;
        this.plan = plan;
        this.tables = tables;
    }

    /** Takes over the columns, which must not change any more; slots are sorted in parallel. */
    static HashSegment of(HashColumns columns) {
        return of(columns, SlotPlan.of(columns.size()));
    }

    static HashSegment of(HashColumns columns, SlotPlan plan) {
        columns.trimmed();
        if (columns.size() < SMALLEST_INDEXED) {
            return new HashSegment(columns, plan, new SlotTable[0]);
        }
        SlotTable[] tables = IntStream.range(0, plan.slots())
                .parallel()
                .mapToObj(slot -> SlotTable.of(plan, slot, columns.words(), columns.size()))
                .toArray(SlotTable[]::new);
        return new HashSegment(columns, plan, tables);
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
        Probes probes = probes(query, distance);
        if (probes.entries > size() / SCANNED_PER_PROBED) {
            scan(query, distance, visitor);
        } else {
            check(query, distance, probes, visitor);
        }
    }

    /** The buckets to look into, and how much lies in them. */
    private static final class Probes {
        private final int[] thresholds;
        private final int[] values;
        private int[] from = new int[512];
        private int[] to = new int[512];
        private final int[] lastOfSlot;
        private int count;
        private long entries;

        Probes(int[] thresholds) {
            this.thresholds = thresholds;
            this.values = new int[thresholds.length];
            this.lastOfSlot = new int[thresholds.length];
        }

        void add(int start, int end) {
            if (count == from.length) {
                from = Arrays.copyOf(from, count * 2);
                to = Arrays.copyOf(to, count * 2);
            }
            from[count] = start;
            to[count++] = end;
            entries += end - start;
        }
    }

    private Probes probes(PdqHash query, int distance) {
        Probes probes = new Probes(plan.thresholds(distance));
        for (int slot = 0; slot < tables.length; slot++) {
            int value = plan.value(slot, query.w0(), query.w1(), query.w2(), query.w3());
            probes.values[slot] = value;
            if (probes.thresholds[slot] >= 0) {
                SlotTable table = tables[slot];
                for (int mask : BitMasks.of(plan.width(), probes.thresholds[slot])) {
                    int start = table.start(value ^ mask);
                    int end = table.end(value ^ mask);
                    if (start < end) {
                        probes.add(start, end);
                    }
                }
            }
            probes.lastOfSlot[slot] = probes.count;
        }
        return probes;
    }

    /**
     * Gathers what lies in the buckets first and then checks it in one run, so that the processor can fetch many hashes
     * at a time.
     */
    private void check(PdqHash query, int distance, Probes probes, EntryVisitor visitor) {
        int[] candidates = new int[(int) probes.entries];
        int[] endOfSlot = new int[tables.length];
        int gathered = 0;
        int probe = 0;
        for (int slot = 0; slot < tables.length; slot++) {
            for (; probe < probes.lastOfSlot[slot]; probe++) {
                tables[slot].copy(probes.from[probe], probes.to[probe], candidates, gathered);
                gathered += probes.to[probe] - probes.from[probe];
            }
            endOfSlot[slot] = gathered;
        }
        int slot = 0;
        for (int i = 0; i < gathered; i++) {
            int differing = columns.distance(candidates[i], query.w0(), query.w1(), query.w2(), query.w3(), distance);
            if (differing <= distance) {
                while (i >= endOfSlot[slot]) {
                    slot++;
                }
                if (isFirstSlotOf(candidates[i], slot, probes)) {
                    visitor.found(candidates[i], differing);
                }
            }
        }
    }

    /** Whether no earlier slot has shown the entry already. */
    private boolean isFirstSlotOf(int entry, int slot, Probes probes) {
        PdqHash hash = columns.hash(entry);
        for (int earlier = 0; earlier < slot; earlier++) {
            int value = plan.value(earlier, hash.w0(), hash.w1(), hash.w2(), hash.w3());
            if (Integer.bitCount(value ^ probes.values[earlier]) <= probes.thresholds[earlier]) {
                return false;
            }
        }
        return true;
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
