package dev.sluice.signature;

/**
 * How 256 bits are cut into slots, and how far each slot must be searched. If two hashes differ in at most {@code d}
 * bits, then for any thresholds with {@code sum(threshold + 1) > d} at least one slot differs in at most its threshold:
 * the pigeonhole principle, so nothing within the distance is missed.
 *
 * @see <a href="https://arxiv.org/abs/1307.2982">Norouzi, Punjani, Fleet: Fast exact search in Hamming space with
 *     multi-index hashing, 2014; with thresholds per slot as in Qin et al., GPH, 2018</a>
 */
final class SlotPlan {
    private static final int BITS = 256;
    private static final int NARROW = 16;
    private static final int WIDE = 20;
    /** From here on the hashes to check cost more than the further probes of wider slots (measured, docs/benchmarks.md). */
    private static final int MANY = 3_000_000;

    private final int width;
    private final int slots;

    private SlotPlan(int width) {
        this.width = width;
        // What is left over at the end belongs to no slot: the principle needs disjoint slots, not all bits.
        this.slots = BITS / width;
    }

    /** What suits a number of hashes. */
    static SlotPlan of(int hashes) {
        return new SlotPlan(hashes < MANY ? NARROW : WIDE);
    }

    int slots() {
        return slots;
    }

    /** Bits of each slot. */
    int width() {
        return width;
    }

    /** The slot's bits of a hash. */
    int value(int slot, long w0, long w1, long w2, long w3) {
        int offset = slot * width;
        int shift = offset & 63;
        long low = word(offset >> 6, w0, w1, w2, w3) >>> shift;
        if (shift + width > Long.SIZE) {
            low |= word((offset >> 6) + 1, w0, w1, w2, w3) << (Long.SIZE - shift);
        }
        return (int) (low & ((1L << width) - 1));
    }

    private static long word(int index, long w0, long w1, long w2, long w3) {
        return switch (index) {
            case 0 -> w0;
            case 1 -> w1;
            case 2 -> w2;
            default -> w3;
        };
    }

    /** Thresholds for a distance, as even as can be. A slot that need not be searched has -1. */
    int[] thresholds(int distance) {
        int pigeons = distance + 1;
        int[] thresholds = new int[slots];
        for (int i = 0; i < slots; i++) {
            thresholds[i] = pigeons / slots - 1 + (i < pigeons % slots ? 1 : 0);
        }
        return thresholds;
    }
}
