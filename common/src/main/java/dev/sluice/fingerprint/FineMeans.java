package dev.sluice.fingerprint;

/**
 * Twice as many means in each direction as PDQ takes samples, from which come the picture and its halves: of two cells side by
 * side, one above the other, or of four, the mean. Not thread-safe: the buffers are reused.
 */
final class FineMeans {
    private static final int SAMPLES = FilterAxis.SAMPLES;
    private static final int CELLS = 2 * SAMPLES;

    private final AreaMeans areaMeans = new AreaMeans(CELLS);
    private final float[] cells = new float[CELLS * CELLS];

    /** Takes in a region of a plane. */
    void load(ReducedLuma luma, Region region) {
        areaMeans.take(luma, region, cells);
    }

    /**
     * What PDQ looks at of the whole region or a half of it.
     *
     * @param samples 64 * 64, row by row, which are set
     */
    void part(Part part, float[] samples) {
        boolean halfHigh = part == Part.TOP || part == Part.BOTTOM;
        boolean halfWide = part == Part.LEFT || part == Part.RIGHT;
        int from = part == Part.BOTTOM ? CELLS * SAMPLES : part == Part.RIGHT ? SAMPLES : 0;
        int down = halfHigh ? CELLS : 2 * CELLS;
        for (int i = 0; i < SAMPLES; i++) {
            int at = from + i * down;
            if (halfHigh) {
                pairs(at, samples, i * SAMPLES);
            } else if (halfWide) {
                columns(at, samples, i * SAMPLES);
            } else {
                squares(at, samples, i * SAMPLES);
            }
        }
    }

    private void pairs(int from, float[] samples, int to) {
        for (int j = 0; j < SAMPLES; j++) {
            samples[to + j] = (cells[from + 2 * j] + cells[from + 2 * j + 1]) / 2;
        }
    }

    private void columns(int from, float[] samples, int to) {
        for (int j = 0; j < SAMPLES; j++) {
            samples[to + j] = (cells[from + j] + cells[from + CELLS + j]) / 2;
        }
    }

    private void squares(int from, float[] samples, int to) {
        for (int j = 0; j < SAMPLES; j++) {
            int at = from + 2 * j;
            samples[to + j] = (cells[at] + cells[at + 1] + cells[at + CELLS] + cells[at + CELLS + 1]) / 4;
        }
    }
}
