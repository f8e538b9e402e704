package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where another picture is shown inside a picture: picture in picture, a clip before a blurred backdrop, a picture
 * above a banner. Such a picture has straight edges, along which brightness jumps nearly everywhere.
 *
 * <p>The strongest edges in each direction and the picture's own ({@link EdgeSearch}) make rectangles; those whose sides
 * are edges nearly all along, and end where the sides meet, are proposed. The work per picture is bounded by the number of
 * edges. Not thread-safe: the buffers are reused.
 */
final class InsetSearch {
    /** How many rectangles are proposed at most. */
    static final int MOST = 3;

    private static final int CELLS = EdgeSearch.CELLS;
    private static final int SHORTEST_SIDE = 18;
    private static final double SMALLEST_SHARE = 0.14;
    /** Width by height; a little beyond 9:16 and 21:9, since what is shown may be cut. */
    private static final double NARROWEST = 0.5;

    private static final double WIDEST = 2.5;
    /** Of two rectangles that share more of their union than this, the better one is proposed. */
    private static final double ALIKE = 0.9;
    /** Measured: rectangles that are none reach 2 to 4, insets 2 (moving detail all over) to 8. */
    private static final float SMALLEST_SCORE = 2;

    private final EdgeSearch columns = new EdgeSearch(true);
    private final EdgeSearch rows = new EdgeSearch(false);
    private final float[] transposed = new float[CELLS * CELLS];
    private final Rectangle[] best = new Rectangle[MOST];
    private int found;

    /**
     * The rectangles in the plane, at most {@link #MOST}, best first.
     *
     * @param region where to look
     * @param means of the region, 64 * 64, row by row
     */
    List<Region> search(LumaPlane luma, Region region, float[] means) {
        if (Math.min(region.width(), region.height()) < CELLS) {
            return List.of();
        }
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                transposed[j * CELLS + i] = means[i * CELLS + j];
            }
        }
        columns.find(luma, region, means);
        rows.find(luma, region, transposed);
        found = 0;
        for (int left = 0; left < columns.count(); left++) {
            for (int right = 0; right < columns.count(); right++) {
                if (columns.cell(right) - columns.cell(left) >= SHORTEST_SIDE) {
                    combine(left, right, (double) region.width() / region.height());
                }
            }
        }
        List<Region> insets = new ArrayList<>(found);
        for (int i = 0; i < found; i++) {
            insets.add(best[i].region());
        }
        return insets;
    }

    private void combine(int left, int right, double aspect) {
        int width = columns.cell(right) - columns.cell(left);
        for (int top = 0; top < rows.count(); top++) {
            for (int bottom = 0; bottom < rows.count(); bottom++) {
                int height = rows.cell(bottom) - rows.cell(top);
                if (height < SHORTEST_SIDE || !plausible(width, height, width * aspect / height)) {
                    continue;
                }
                float score = score(left, top, right, bottom);
                if (score >= SMALLEST_SCORE) {
                    propose(score, left, top, right, bottom);
                }
            }
        }
    }

    private static boolean plausible(int width, int height, double aspect) {
        int cells = width * height;
        return cells >= SMALLEST_SHARE * CELLS * CELLS
                && cells < CELLS * CELLS
                && aspect >= NARROWEST
                && aspect <= WIDEST;
    }

    /**
     * What its sides have above mere detail, less half of what they have beyond the corners, by the root of their length: a
     * rectangle of four sides is worth more than a line across the picture. 0 if one of the sides is none.
     */
    private float score(int left, int top, int right, int bottom) {
        int x0 = columns.cell(left);
        int x1 = columns.cell(right);
        int y0 = rows.cell(top);
        int y1 = rows.cell(bottom);
        float sides = columns.above(left, y0, y1);
        if (sides < 0) {
            return 0;
        }
        float ofRight = columns.above(right, y0, y1);
        float ofTop = rows.above(top, x0, x1);
        float ofBottom = rows.above(bottom, x0, x1);
        if (ofRight < 0 || ofTop < 0 || ofBottom < 0) {
            return 0;
        }
        sides += ofRight + ofTop + ofBottom;
        int length = (columns.isOwn(left) ? 0 : y1 - y0)
                + (columns.isOwn(right) ? 0 : y1 - y0)
                + (rows.isOwn(top) ? 0 : x1 - x0)
                + (rows.isOwn(bottom) ? 0 : x1 - x0);
        float beyond = columns.beyond(left, y0, y1)
                + columns.beyond(right, y0, y1)
                + rows.beyond(top, x0, x1)
                + rows.beyond(bottom, x0, x1);
        return length == 0 ? 0 : (float) ((sides - beyond / 2) / Math.sqrt(length));
    }

    /** Keeps the best that are unlike one another, the best first. */
    private void propose(float score, int left, int top, int right, int bottom) {
        if (found == MOST && best[MOST - 1].score >= score) {
            return;
        }
        Rectangle young = new Rectangle(
                score,
                columns.cell(left),
                rows.cell(top),
                columns.cell(right),
                rows.cell(bottom),
                new Region(
                        columns.place(left),
                        rows.place(top),
                        columns.place(right) - columns.place(left),
                        rows.place(bottom) - rows.place(top)));
        for (int i = 0; i < found; i++) {
            if (young.isLike(best[i])) {
                if (best[i].score >= score) {
                    return;
                }
                found--;
                System.arraycopy(best, i + 1, best, i, found - i);
                i--;
            }
        }
        int place = Math.min(found, MOST - 1);
        found = place + 1;
        for (; place > 0 && best[place - 1].score < score; place--) {
            best[place] = best[place - 1];
        }
        best[place] = young;
    }

    /** In cells, and where it is in the plane. */
    private record Rectangle(float score, int left, int top, int right, int bottom, Region region) {
        boolean isLike(Rectangle other) {
            int width = Math.max(0, Math.min(right, other.right) - Math.max(left, other.left));
            int height = Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
            int shared = width * height;
            return shared > ALIKE * (cells() + other.cells() - shared);
        }

        private int cells() {
            return (right - left) * (bottom - top);
        }
    }
}
