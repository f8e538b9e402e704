package dev.sluice.fingerprint;

import java.util.Arrays;

/**
 * Divides a rectangle of a reduced plane into equal cells and takes a mean of each, weighted by a triangle over the cell, as
 * PDQ's smoothing comes down to. Cells may begin and end anywhere in a sample. Not thread-safe: the buffers are reused.
 */
final class AreaMeans {
    private static final double EDGE = 1e-3;
    private static final double ROUNDING = 1e-9;

    private final int cells;
    private final Axis rows;
    private final Axis columns;
    private float[] line = new float[0];

    /**
     * @param cells in each direction
     */
    AreaMeans(int cells) {
        this.cells = cells;
        this.rows = new Axis(cells);
        this.columns = new Axis(cells);
    }

    /**
     * Fills {@code means}, row by row.
     *
     * @param region of the plane that was reduced
     * @param means {@code cells * cells}, in the range 0..255; 0 for a region too small to be hashed
     */
    void take(ReducedLuma luma, Region region, float[] means) {
        if (Math.min(region.width(), region.height()) < PdqHasher.SMALLEST_SIDE) {
            Arrays.fill(means, 0);
            return;
        }
        double scale = 1.0 / luma.factor();
        rows.divide(region.top() * scale, region.height() * scale, luma.height());
        columns.divide(region.left() * scale, region.width() * scale, luma.width());
        int from = columns.first[0];
        int to = columns.first[cells - 1] + columns.taps;
        if (line.length < luma.width()) {
            line = new float[luma.width()];
        }
        for (int i = 0; i < cells; i++) {
            sumRows(luma, i, from, to);
            sumColumns(means, i * cells);
        }
    }

    private void sumRows(ReducedLuma luma, int cell, int from, int to) {
        int first = rows.first[cell];
        int weight = cell * rows.taps;
        times(rows.weights[weight], luma.row(first), line, from, to);
        for (int k = 1; k < rows.taps; k++) {
            addTimes(rows.weights[weight + k], luma.row(first + k), line, from, to);
        }
    }

    private static void times(float weight, float[] row, float[] line, int from, int to) {
        for (int x = from; x < to; x++) {
            line[x] = weight * row[x];
        }
    }

    private static void addTimes(float weight, float[] row, float[] line, int from, int to) {
        for (int x = from; x < to; x++) {
            line[x] += weight * row[x];
        }
    }

    private void sumColumns(float[] means, int at) {
        switch (columns.taps) {
            case 3 -> {
                for (int j = 0; j < cells; j++) {
                    means[at + j] = three(columns.first[j], 3 * j);
                }
            }
            case 6 -> {
                for (int j = 0; j < cells; j++) {
                    means[at + j] = three(columns.first[j], 6 * j) + three(columns.first[j] + 3, 6 * j + 3);
                }
            }
            default -> {
                for (int j = 0; j < cells; j++) {
                    float sum = 0;
                    for (int k = 0; k < columns.taps; k += 3) {
                        sum += three(columns.first[j] + k, j * columns.taps + k);
                    }
                    means[at + j] = sum;
                }
            }
        }
    }

    private float three(int first, int weight) {
        return line[first] * columns.weights[weight]
                + line[first + 1] * columns.weights[weight + 1]
                + line[first + 2] * columns.weights[weight + 2];
    }

    /** One direction: the samples of each cell and their weights, as many for every cell, and a multiple of three. */
    private static final class Axis {
        final int[] first;
        float[] weights = new float[0];
        int taps;

        Axis(int cells) {
            first = new int[cells];
        }

        void divide(double from, double length, int size) {
            int cells = first.length;
            double step = length / cells;
            taps = 1;
            for (int i = 0; i < cells; i++) {
                first[i] = (int) start(from, step, i, size);
                taps = Math.max(taps, (int) Math.ceil(end(from, step, i, size)) - first[i]);
            }
            taps = (taps + 2) / 3 * 3;
            if (weights.length < cells * taps) {
                weights = new float[cells * taps];
            }
            for (int i = 0; i < cells; i++) {
                double start = start(from, step, i, size);
                double end = end(from, step, i, size);
                first[i] = Math.min(first[i], size - taps);
                for (int k = 0; k < taps; k++) {
                    double before = (first[i] + k - start) / (end - start);
                    double after = (first[i] + k + 1 - start) / (end - start);
                    weights[i * taps + k] = (float) (triangle(after) - triangle(before));
                }
            }
        }

        /** What of a triangle over 0..1 lies before a place. */
        private static double triangle(double place) {
            double inside = Math.max(0, Math.min(1, place));
            return inside < 0.5 ? 2 * inside * inside : 1 - 2 * (1 - inside) * (1 - inside);
        }

        /** Where a cell begins; a thousandth before the end at the latest, as what was dropped there may be missing. */
        private static double start(double from, double step, int cell, int size) {
            return Math.min(from + cell * step, size - EDGE);
        }

        private static double end(double from, double step, int cell, int size) {
            return Math.min(from + (cell + 1) * step - ROUNDING, size);
        }
    }
}
