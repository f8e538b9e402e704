package dev.sluice.signature;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** All ways to flip at most so many of so many bits; made once and kept. */
final class BitMasks {
    private static final int WIDEST = SlotPlan.WIDTH;
    private static final AtomicReferenceArray<int[]> MADE = new AtomicReferenceArray<>((WIDEST + 1) * (WIDEST + 1));

    private BitMasks() {}

    /** Masks over {@code width} bits with at most {@code flips} ones, the fewest first. */
    static int[] of(int width, int flips) {
        int at = width * (WIDEST + 1) + Math.min(flips, width);
        int[] masks = MADE.get(at);
        if (masks == null) {
            masks = make(width, Math.min(flips, width));
            MADE.set(at, masks);
        }
        return masks;
    }

    private static int[] make(int width, int flips) {
        int count = 0;
        for (int ones = 0; ones <= flips; ones++) {
            count += choose(width, ones);
        }
        int[] masks = new int[count];
        int at = 0;
        for (int ones = 0; ones <= flips; ones++) {
            at = append(masks, at, width, ones, 0, 0);
        }
        return masks;
    }

    private static int append(int[] masks, int at, int width, int ones, int from, int mask) {
        if (ones == 0) {
            masks[at] = mask;
            return at + 1;
        }
        int next = at;
        for (int bit = from; bit <= width - ones; bit++) {
            next = append(masks, next, width, ones - 1, bit + 1, mask | 1 << bit);
        }
        return next;
    }

    private static int choose(int n, int k) {
        long result = 1;
        for (int i = 1; i <= k; i++) {
            result = result * (n - k + i) / i;
        }
        return (int) result;
    }
}
