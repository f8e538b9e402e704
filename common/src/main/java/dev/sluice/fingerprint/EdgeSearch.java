package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.Arrays;

/**
 * Finds the long straight edges of a picture in one direction. On 64x64 means, each place gets the strength of the jump
 * across it, as far as it stands out from its neighbourhood, since detail jumps everywhere; a column's best run of
 * strong places is an edge (Kadane's maximal sum). The best ten are moved to the column of the plane with the largest
 * jumps, and looked at there, place by place. Described for columns; rows are the same, turned.
 *
 * <p>Not thread-safe: the buffers are reused.
 */
final class EdgeSearch {
    static final int CELLS = FilterAxis.SAMPLES;

    /** The picture's own two edges come first. */
    private static final int OWN = 2;

    private static final int MOST = OWN + 10;
    /** Strength that an edge must exceed on average; that of detail lies below. */
    private static final float DETAIL = 0.45f;
    /** Sum of what a run has above it. */
    private static final float WEAKEST_RUN = 2.4f;
    /** A jump is strong if it is one and a half times those around it; below so many levels of brightness it is noise. */
    private static final float TIMES_AROUND = 1.5f;

    private static final float NOISE = 3;
    private static final int NEIGHBOURHOOD = 6;
    private static final int NEIGHBOURS = 10;
    private static final int FIT_PLACES = 32;
    /** A jump counts for no more than this, so that a few strong ones do not outweigh many. */
    private static final int LARGEST_JUMP = 60;

    private static final int PLACES_PER_CELL = 2;
    /** In the plane a place is an edge if it jumps by this much more than both sides of it do. */
    private static final float TIMES_ASIDE = 1.3f;

    private static final int SMALLEST_JUMP = 8;
    /** Share of places that are edges by chance, in detail. */
    private static final float CHANCE = 0.4f;
    /** How far beyond a corner an edge is followed, in cells. */
    private static final int FOLLOWED = 6;

    private final boolean vertical;
    private final float[] rowAbove = new float[CELLS];
    private final float[] row = new float[CELLS];
    private final float[] rowBelow = new float[CELLS];
    private final float[] smooth = new float[CELLS];
    /** With as many zeros before and after as the neighbourhood reaches. */
    private final float[] jumps = new float[NEIGHBOURHOOD + CELLS + NEIGHBOURHOOD];

    private final float[] around = new float[CELLS];
    private final float[][] strength = new float[CELLS][CELLS];
    private final float[] run = new float[CELLS];
    private final float[] best = new float[CELLS];

    private final int[] fitPlaces = new int[FIT_PLACES];

    private int count;
    private final int[] cells = new int[MOST];
    private final int[] places = new int[MOST];
    /** For each edge, what lies above each cell. */
    private final float[] sums = new float[MOST * (CELLS + 1)];

    private byte[] samples = new byte[0];
    private int across;
    private int along;
    private int size;
    private int from;
    private int fromAlong;
    private double cell;
    private double cellAlong;

    /**
     * @param vertical whether edges are columns, otherwise rows
     */
    EdgeSearch(boolean vertical) {
        this.vertical = vertical;
    }

    /**
     * Takes in a picture.
     *
     * @param region of the plane that the means are of
     * @param means 64 * 64, row by row, transposed for rows
     */
    void find(LumaPlane luma, Region region, float[] means) {
        samples = luma.samples();
        across = vertical ? 1 : luma.width();
        along = vertical ? luma.width() : 1;
        size = vertical ? luma.width() : luma.height();
        int length = vertical ? region.width() : region.height();
        from = vertical ? region.left() : region.top();
        fromAlong = vertical ? region.top() : region.left();
        cell = (double) length / CELLS;
        cellAlong = (double) (vertical ? region.height() : region.width()) / CELLS;
        cells[0] = 0;
        cells[1] = CELLS;
        places[0] = from;
        places[1] = from + length;
        count = OWN;
        measure(means);
        choose();
        samples = new byte[0];
    }

    /** How many there are; the first two are the picture's own. */
    int count() {
        return count;
    }

    boolean isOwn(int edge) {
        return edge < OWN;
    }

    /** Where it is, in cells, 0..64. */
    int cell(int edge) {
        return cells[edge];
    }

    /** The first column of the plane behind it. */
    int place(int edge) {
        return places[edge];
    }

    /** How many cells' worth of edge a part of it has above what detail has, negative if it has less; 0 for the picture's own. */
    float above(int edge, int fromCell, int toCell) {
        int at = edge * (CELLS + 1);
        return isOwn(edge) ? 0 : sums[at + toCell] - sums[at + fromCell];
    }

    /** The same for what lies shortly before and after a part, where it is more than detail. */
    float beyond(int edge, int fromCell, int toCell) {
        int before = Math.max(0, fromCell - 1);
        int after = Math.min(CELLS, toCell + 1);
        return Math.max(0, above(edge, Math.max(0, before - FOLLOWED), before))
                + Math.max(0, above(edge, after, Math.min(CELLS, after + FOLLOWED)));
    }

    private void measure(float[] means) {
        Arrays.fill(best, 0);
        Arrays.fill(run, 0);
        for (int y = 0; y < CELLS; y++) {
            jumps(means, y);
            around(jumps, around);
            stand(jumps, around, strength[y]);
            extend(strength[y], run);
            raise(run, best);
        }
    }

    /** Jumps across each cell of a row, of which a little of the rows above and below is part. */
    private void jumps(float[] means, int y) {
        System.arraycopy(means, Math.max(0, y - 1) * CELLS, rowAbove, 0, CELLS);
        System.arraycopy(means, y * CELLS, row, 0, CELLS);
        System.arraycopy(means, Math.min(CELLS - 1, y + 1) * CELLS, rowBelow, 0, CELLS);
        for (int x = 0; x < CELLS; x++) {
            smooth[x] = (rowAbove[x] + 2 * row[x] + rowBelow[x]) / 4;
        }
        // No jump is told of the first and the last cell: half of it would be outside.
        for (int x = 1; x < CELLS - 1; x++) {
            jumps[NEIGHBOURHOOD + x] = Math.abs(smooth[x + 1] - smooth[x - 1]);
        }
    }

    /** What five cells on each side, but for the next one, jump together. */
    private static void around(float[] jumps, float[] around) {
        for (int x = 0; x < CELLS; x++) {
            around[x] = jumps[x]
                    + jumps[x + 1]
                    + jumps[x + 2]
                    + jumps[x + 3]
                    + jumps[x + 4]
                    + jumps[x + 8]
                    + jumps[x + 9]
                    + jumps[x + 10]
                    + jumps[x + 11]
                    + jumps[x + 12];
        }
    }

    private static void stand(float[] jumps, float[] around, float[] strength) {
        for (int x = 0; x < CELLS; x++) {
            strength[x] =
                    Math.min(1, jumps[x + NEIGHBOURHOOD] / (TIMES_AROUND / NEIGHBOURS * around[x] + NOISE)) - DETAIL;
        }
    }

    private static void extend(float[] strength, float[] run) {
        for (int x = 0; x < CELLS; x++) {
            run[x] = Math.max(0, run[x] + strength[x]);
        }
    }

    private static void raise(float[] run, float[] best) {
        for (int x = 0; x < CELLS; x++) {
            best[x] = Math.max(best[x], run[x]);
        }
    }

    private void choose() {
        while (count < MOST) {
            int strongest = 1;
            for (int x = 1; x < CELLS - 1; x++) {
                strongest = best[x] > best[strongest] ? x : strongest;
            }
            if (best[strongest] < WEAKEST_RUN) {
                return;
            }
            add(fit(strongest));
            Arrays.fill(best, Math.max(0, strongest - 1), Math.min(CELLS, strongest + 2), 0);
        }
    }

    /** The column with the largest jumps along the best run, from a cell before the one that is given to one after it. */
    private int fit(int x) {
        int end = 0;
        float largestRun = 0;
        float sum = 0;
        for (int y = 0; y < CELLS; y++) {
            sum = Math.max(0, sum + strength[y][x]);
            if (sum > largestRun) {
                largestRun = sum;
                end = y + 1;
            }
        }
        int begin = end;
        for (float rest = largestRun; begin > 0 && rest > 1e-3f; begin--) {
            rest -= strength[begin - 1][x];
        }
        int first = Math.max(2, from + (int) Math.floor((x - 1) * cell));
        int last = Math.min(size - 2, from + (int) Math.ceil((x + 2) * cell));
        double start = fromAlong + begin * cellAlong;
        double step = (end - begin) * cellAlong / FIT_PLACES;
        for (int k = 0; k < FIT_PLACES; k++) {
            fitPlaces[k] = along * (int) (start + k * step);
        }
        // A jump spans two samples on each side, so that every other column shows where the largest are.
        int column = first;
        int largest = -1;
        for (int at = first; at <= last; at += 2) {
            int jumpSum = fitJumps(at);
            if (jumpSum > largest) {
                largest = jumpSum;
                column = at;
            }
        }
        for (int at : new int[] {Math.max(first, column - 1), Math.min(last, column + 1)}) {
            int jumpSum = fitJumps(at);
            if (jumpSum > largest) {
                largest = jumpSum;
                column = at;
            }
        }
        return column;
    }

    private int fitJumps(int column) {
        int sum = 0;
        for (int place : fitPlaces) {
            sum += Math.min(LARGEST_JUMP, jump(column * across + place));
        }
        return sum;
    }

    /** Keeps an edge, unless it is kept already, and looks at every place along it. */
    private void add(int column) {
        for (int i = OWN; i < count; i++) {
            if (Math.abs(places[i] - column) <= 2) {
                return;
            }
        }
        places[count] = column;
        cells[count] = Math.max(0, Math.min(CELLS, (int) Math.round((column - from) / cell)));
        int aside = Math.max(4, (int) (cell / 2));
        int before = Math.max(2, column - aside);
        int after = Math.min(size - 2, column + aside);
        int at = count * (CELLS + 1);
        for (int y = 0; y < CELLS; y++) {
            int edges = 0;
            for (int k = 0; k < PLACES_PER_CELL; k++) {
                int place = along * (int) (fromAlong + (y + (k + 0.5) / PLACES_PER_CELL) * cellAlong);
                int detail = Math.max(jump(before * across + place), jump(after * across + place));
                edges += jump(column * across + place) >= TIMES_ASIDE * detail + SMALLEST_JUMP ? 1 : 0;
            }
            sums[at + y + 1] = sums[at + y] + (float) edges / PLACES_PER_CELL - CHANCE;
        }
        count++;
    }

    /** Between two samples before a place and two from it on, in both together. */
    private int jump(int at) {
        return Math.abs((samples[at] & 0xFF)
                + (samples[at + across] & 0xFF)
                - (samples[at - across] & 0xFF)
                - (samples[at - 2 * across] & 0xFF));
    }
}
