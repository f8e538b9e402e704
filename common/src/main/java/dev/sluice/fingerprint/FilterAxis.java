package dev.sluice.fingerprint;

/**
 * One dimension of PDQ's smoothing and sampling, as weights. The reference runs a sliding mean twice, window {@code w =
 * ceil(n / 128)}, where sample {@code i} becomes the mean of samples {@code max(0, i + h - w) .. min(n, i + h) - 1} with
 * {@code h = (w + 2) / 2}, and then takes 64 samples by centres. Both are linear, so each of the 64 is a weighted sum of
 * a few neighbours: a triangle of whole numbers, but at the ends of the dimension, where windows shrink.
 *
 * @see <a href="https://github.com/facebook/ThreatExchange/tree/main/pdq">PDQ reference, "Jarosz" filter</a>
 */
final class FilterAxis {
    static final int SAMPLES = 64;
    private static final int WINDOWS_PER_DIMENSION = 128;

    private final int size;
    private final int window;
    private final int[] first = new int[SAMPLES];
    private final float[][] weights = new float[SAMPLES][];
    private final int[][] counts = new int[SAMPLES][];

    /**
     * @param size of the dimension, in samples
     */
    FilterAxis(int size) {
        this.size = size;
        this.window = (size + WINDOWS_PER_DIMENSION - 1) / WINDOWS_PER_DIMENSION;
        for (int i = 0; i < SAMPLES; i++) {
            weigh(i, (int) ((i + 0.5) * size / SAMPLES));
        }
    }

    int size() {
        return size;
    }

    /** The first neighbour with a weight. */
    int first(int sample) {
        return first[sample];
    }

    /** Weights of the neighbours from the first; their sum is 1. */
    float[] weights(int sample) {
        return weights[sample];
    }

    /** The weights times {@link #countSum}, where they are whole numbers; null at the ends of the dimension. */
    int[] counts(int sample) {
        return counts[sample];
    }

    /** What whole-number weights sum to. */
    int countSum() {
        return window * window;
    }

    private void weigh(int sample, int centre) {
        int from = start(start(centre));
        int to = end(end(centre) - 1);
        double[] sums = new double[to - from];
        boolean whole = true;
        double outer = 1.0 / (end(centre) - start(centre));
        whole &= end(centre) - start(centre) == window;
        for (int middle = start(centre); middle < end(centre); middle++) {
            int length = end(middle) - start(middle);
            whole &= length == window;
            for (int at = start(middle); at < end(middle); at++) {
                sums[at - from] += outer / length;
            }
        }
        first[sample] = from;
        weights[sample] = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            weights[sample][i] = (float) sums[i];
        }
        if (whole) {
            counts[sample] = new int[sums.length];
            for (int i = 0; i < sums.length; i++) {
                counts[sample][i] = (int) Math.round(sums[i] * countSum());
            }
        }
    }

    private int start(int index) {
        return Math.max(0, index + (window + 2) / 2 - window);
    }

    private int end(int index) {
        return Math.min(size, index + (window + 2) / 2);
    }
}
