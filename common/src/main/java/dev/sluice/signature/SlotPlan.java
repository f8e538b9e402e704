package dev.sluice.signature;

/**
 * How 256 bits are cut into slots, and how far each slot must be searched. For two hashes that differ in at most {@code d}
 * bits, and any thresholds with {@code sum(threshold + 1) > d}, there is a slot that differs in at most its threshold (the
 * pigeonhole principle), and among those slots one that also differs, together with its neighbour on the ring of slots, in
 * at most both thresholds plus 1 (the pigeonring principle). So nothing within the distance is missed, although most of what
 * shares a slot by chance is told apart by the neighbour alone.
 *
 * @see <a href="https://arxiv.org/abs/1307.2982">Norouzi, Punjani, Fleet: Fast exact search in Hamming space with
 *     multi-index hashing, 2014</a>
 * @see <a href="https://arxiv.org/abs/1804.01614">Qin, Xiao: Pigeonring: a principle for faster thresholded similarity
 *     search, 2018</a>
 */
final class SlotPlan {
    static final int SLOTS = 16;
    /** Bits of each slot: its table of buckets stays small enough for the cache. */
    static final int WIDTH = 16;

    private static final int SLOTS_PER_WORD = Long.SIZE / WIDTH;

    private SlotPlan() {}

    /** The slot's bits of a hash. */
    static int value(int slot, long w0, long w1, long w2, long w3) {
        long word =
                switch (slot / SLOTS_PER_WORD) {
                    case 0 -> w0;
                    case 1 -> w1;
                    case 2 -> w2;
                    default -> w3;
                };
        return (int) (word >>> (slot % SLOTS_PER_WORD * WIDTH)) & 0xFFFF;
    }

    /** The slot after it on the ring. */
    static int next(int slot) {
        return (slot + 1) % SLOTS;
    }

    /** Thresholds for a distance, as even as can be. A slot that need not be searched has -1. */
    static int[] thresholds(int distance) {
        int pigeons = distance + 1;
        int[] thresholds = new int[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            thresholds[i] = pigeons / SLOTS - 1 + (i < pigeons % SLOTS ? 1 : 0);
        }
        return thresholds;
    }
}
