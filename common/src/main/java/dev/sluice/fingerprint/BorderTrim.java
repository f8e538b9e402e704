package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.Optional;

/**
 * Cuts the uniform borders off a picture: letterbox, pillarbox or frame, in any brightness. A row or column belongs to a
 * border while its samples lie within a range of 18 or deviate by no more than 4 (measured to survive JPEG quality 30);
 * at most 45% goes from each side, and never so much that a side falls below 16 samples.
 */
final class BorderTrim {
    private static final int UNIFORM_RANGE = 18;
    private static final double UNIFORM_DEVIATION = 4;
    private static final double LARGEST_SHARE = 0.45;
    private static final int SMALLEST_SIDE = 16;
    /** Of a longer row or column, every other sample or fewer are looked at. */
    private static final int ENOUGH_SAMPLES = 256;

    private BorderTrim() {}

    /** The picture without its borders; empty if it has none or would become too small. */
    static Optional<Region> trim(LumaPlane luma) {
        int width = luma.width();
        int height = luma.height();
        int top = border(luma, height, 0, 1, true);
        int bottom = border(luma, height, height - 1, -1, true);
        int left = border(luma, width, 0, 1, false);
        int right = border(luma, width, width - 1, -1, false);
        Region inner = new Region(left, top, width - left - right, height - top - bottom);
        boolean unchanged = inner.width() == width && inner.height() == height;
        if (unchanged || inner.width() < SMALLEST_SIDE || inner.height() < SMALLEST_SIDE) {
            return Optional.empty();
        }
        return Optional.of(inner);
    }

    private static int border(LumaPlane luma, int size, int from, int step, boolean rows) {
        int most = (int) (size * LARGEST_SHARE);
        int cut = 0;
        while (cut < most && uniform(luma, from + cut * step, rows)) {
            cut++;
        }
        // A border that never ends is no border but a flat picture.
        return cut == most ? 0 : cut;
    }

    private static boolean uniform(LumaPlane luma, int index, boolean row) {
        byte[] samples = luma.samples();
        int count = row ? luma.width() : luma.height();
        int start = row ? index * luma.width() : index;
        int stride = row ? 1 : luma.width();
        int step = Math.max(1, count / ENOUGH_SAMPLES);
        int looked = 0;
        int low = 255;
        int high = 0;
        int sum = 0;
        int squares = 0;
        for (int i = step / 2, at = start + i * stride; i < count; i += step, at += step * stride) {
            looked++;
            int value = samples[at] & 0xff;
            low = Math.min(low, value);
            high = Math.max(high, value);
            sum += value;
            squares += value * value;
        }
        double mean = (double) sum / looked;
        return high - low <= UNIFORM_RANGE
                || squares / (double) looked - mean * mean <= UNIFORM_DEVIATION * UNIFORM_DEVIATION;
    }
}
