package dev.sluice.fingerprint;

import java.util.Arrays;

/**
 * PDQ's smoothing: a mean over a sliding window that shrinks at the edges, with the reference's order of additions, so
 * that the sums are its sums to the last bit.
 *
 * <p>Window {@code w}, half window {@code h = (w + 2) / 2}; sample {@code i} becomes the mean of samples {@code
 * max(0, i + h - w) .. min(n, i + h) - 1}.
 *
 * @see <a href="https://github.com/facebook/ThreatExchange/tree/main/pdq">PDQ reference, "Jarosz" filter</a>
 */
final class BoxFilter {
    private static final int WINDOWS_PER_DIMENSION = 128;

    private BoxFilter() {}

    /** The window for a dimension: its 128th part, rounded up. */
    static int window(int dimension) {
        return (dimension + WINDOWS_PER_DIMENSION - 1) / WINDOWS_PER_DIMENSION;
    }

    /** Smooths each row of {@code in} into {@code out}. */
    static void alongRows(float[] in, float[] out, int rows, int columns, int window) {
        int half = (window + 2) / 2;
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            int left = start;
            int right = start;
            int to = start;
            float sum = 0;
            int inside = 0;
            for (int n = half - 1; n > 0; n--) {
                sum += in[right++];
                inside++;
            }
            for (int n = window - half + 1; n > 0; n--) {
                sum += in[right++];
                inside++;
                out[to++] = sum / inside;
            }
            for (int n = columns - window; n > 0; n--) {
                sum += in[right++];
                sum -= in[left++];
                out[to++] = sum / inside;
            }
            for (int n = half - 1; n > 0; n--) {
                sum -= in[left++];
                inside--;
                out[to++] = sum / inside;
            }
        }
    }

    /** Smooths each column of {@code in} into {@code out}; walks by rows, as memory lies, with one running sum per column. */
    static void alongColumns(float[] in, float[] out, float[] sums, int rows, int columns, int window) {
        int half = (window + 2) / 2;
        Arrays.fill(sums, 0, columns, 0);
        int left = 0;
        int right = 0;
        int to = 0;
        int inside = 0;
        for (int n = half - 1; n > 0; n--) {
            add(sums, in, right++ * columns, columns);
            inside++;
        }
        for (int n = window - half + 1; n > 0; n--) {
            add(sums, in, right++ * columns, columns);
            inside++;
            divide(sums, inside, out, to++ * columns, columns);
        }
        for (int n = rows - window; n > 0; n--) {
            add(sums, in, right++ * columns, columns);
            subtract(sums, in, left++ * columns, columns);
            divide(sums, inside, out, to++ * columns, columns);
        }
        for (int n = half - 1; n > 0; n--) {
            subtract(sums, in, left++ * columns, columns);
            inside--;
            divide(sums, inside, out, to++ * columns, columns);
        }
    }

    private static void add(float[] sums, float[] in, int from, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += in[from + i];
        }
    }

    private static void subtract(float[] sums, float[] in, int from, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] -= in[from + i];
        }
    }

    private static void divide(float[] sums, int by, float[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = sums[i] / by;
        }
    }
}
