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
    /** A border thinner than this says nothing of the one opposite. */
    private static final double LEAST_COVERED_SHARE = 0.04;
    /** How much of a line must be border where something covers the rest. */
    private static final double COVERED_SHARE = 0.35;
    /** Lines on which a border and the picture mix. */
    private static final int EDGE_LINES = 3;
    /** Of a longer row or column, every other sample or fewer are looked at. */
    private static final int ENOUGH_SAMPLES = 256;

    private BorderTrim() {}

    /** The picture without its borders; empty if it has none or would become too small. */
    static Optional<Region> trim(LumaPlane luma) {
        int width = luma.width();
        int height = luma.height();
        Borders rows = borders(luma, height, true);
        Borders columns = borders(luma, width, false);
        Region inner = new Region(
                columns.first(),
                rows.first(),
                width - columns.first() - columns.last(),
                height - rows.first() - rows.last());
        boolean unchanged = inner.width() == width && inner.height() == height;
        if (unchanged || inner.width() < SMALLEST_SIDE || inner.height() < SMALLEST_SIDE) {
            return Optional.empty();
        }
        return Optional.of(inner);
    }

    /** How many lines are border at both ends. */
    private record Borders(int first, int last) {}

    private static Borders borders(LumaPlane luma, int size, boolean rows) {
        int first = border(luma, size, 0, 1, rows);
        int last = border(luma, size, size - 1, -1, rows);
        int most = Math.max(first, last);
        if (Math.abs(first - last) <= EDGE_LINES || most < size * LEAST_COVERED_SHARE) {
            return new Borders(first, last);
        }
        // Subtitles often lie over the edge of one bar: it ends where the other does, if it looks like it beside them.
        double level = mean(luma, first == most ? most / 2 : size - 1 - most / 2, rows);
        return first == most
                ? new Borders(first, isCovered(luma, size - 1 - last, size - 1 - most, level, rows) ? most : last)
                : new Borders(isCovered(luma, first, most, level, rows) ? most : first, last);
    }

    /** Whether enough of each line, of those from one on and before another, is of a border's level. */
    private static boolean isCovered(LumaPlane luma, int from, int end, double level, boolean rows) {
        int step = Integer.signum(end - from);
        // The last lines are blurred with the picture beside them.
        for (int index = from; (end - index) * step > EDGE_LINES; index += step) {
            if (share(luma, index, rows, level) < COVERED_SHARE) {
                return false;
            }
        }
        return true;
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

    private static double mean(LumaPlane luma, int index, boolean row) {
        int count = row ? luma.width() : luma.height();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += sample(luma, i, index, row);
        }
        return (double) sum / count;
    }

    /** Of a line's samples, how many are of a level. */
    private static double share(LumaPlane luma, int index, boolean row, double level) {
        int count = row ? luma.width() : luma.height();
        int alike = 0;
        for (int i = 0; i < count; i++) {
            int value = sample(luma, i, index, row);
            alike += Math.abs(value - level) <= UNIFORM_RANGE ? 1 : 0;
        }
        return (double) alike / count;
    }

    private static int sample(LumaPlane luma, int along, int index, boolean row) {
        return luma.samples()[row ? index * luma.width() + along : along * luma.width() + index] & 0xff;
    }
}
