package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * A plane brought down by a power of two, each sample the mean of a square of the plane's, so that the many views of one
 * picture need not read all of it again. The shorter side keeps 180 to 359 samples, nearly three for each that PDQ takes. What
 * is left over at the right and lower edge, fewer samples than the factor, is dropped.
 *
 * <p>Columns are added two at a time, in the halves of whole numbers. Not thread-safe: the buffers are reused.
 */
final class ReducedLuma {
    private static final int SHORTEST_SIDE = 180;
    private static final int LARGEST_FACTOR = 8;

    private static final int EVEN_BYTES = 0x00FF00FF;
    private static final int SHORT_MASK = 0xFFFF;

    private int factor = 1;
    private int width;
    private int height;
    private float[][] rows = new float[0][];

    private byte[] lineBytes = new byte[0];
    private IntBuffer lineView = IntBuffer.allocate(0);
    private final int[][] lines = new int[4][0];
    private int[] sums = new int[0];
    private int[] moreSums = new int[0];

    /** Takes in a plane. */
    void load(LumaPlane luma) {
        factor = factor(Math.min(luma.width(), luma.height()));
        width = luma.width() / factor;
        height = luma.height() / factor;
        reserve(luma.width());
        IntBuffer whole = luma.width() % Integer.BYTES == 0 ? ints(luma.samples()) : null;
        for (int y = 0; y < height; y++) {
            switch (factor) {
                case 1 -> copy(luma.samples(), y * width, rows[y]);
                case 2 -> {
                    read(luma, 2 * y, 2, whole);
                    addTwo(lines[0], lines[1], sums);
                    spreadPairs(rows[y]);
                }
                default -> {
                    read(luma, factor * y, lines.length, whole);
                    addFour(lines[0], lines[1], lines[2], lines[3], sums);
                    if (factor == LARGEST_FACTOR) {
                        read(luma, factor * y + lines.length, lines.length, whole);
                        addFour(lines[0], lines[1], lines[2], lines[3], moreSums);
                    }
                    spread(rows[y]);
                }
            }
        }
    }

    /** How many of the plane's samples, in each direction, one of these is the mean of: 1, 2, 4 or 8. */
    int factor() {
        return factor;
    }

    /** Columns. */
    int width() {
        return width;
    }

    /** Rows. */
    int height() {
        return height;
    }

    /** One row, 0..255; what lies beyond the width is of an earlier picture. */
    float[] row(int y) {
        return rows[y];
    }

    private static int factor(int shorterSide) {
        int factor = 1;
        while (factor < LARGEST_FACTOR && shorterSide / (2 * factor) >= SHORTEST_SIDE) {
            factor *= 2;
        }
        return factor;
    }

    private static IntBuffer ints(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    private void copy(byte[] samples, int from, float[] row) {
        for (int x = 0; x < width; x++) {
            row[x] = samples[from + x] & 0xFF;
        }
    }

    private void read(LumaPlane luma, int y, int count, IntBuffer whole) {
        for (int i = 0; i < count; i++) {
            if (whole != null) {
                whole.get((y + i) * lines[i].length, lines[i]);
            } else {
                System.arraycopy(luma.samples(), (y + i) * luma.width(), lineBytes, 0, luma.width());
                lineView.get(0, lines[i]);
            }
        }
    }

    /** Sums of two columns, in the halves of each number. */
    private static void addTwo(int[] line0, int[] line1, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (line0[i] & EVEN_BYTES)
                    + (line0[i] >>> Byte.SIZE & EVEN_BYTES)
                    + (line1[i] & EVEN_BYTES)
                    + (line1[i] >>> Byte.SIZE & EVEN_BYTES);
        }
    }

    /** Sums of four columns. It sets and does not add to them, since else the compiler takes them one by one. */
    private static void addFour(int[] line0, int[] line1, int[] line2, int[] line3, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            int pairs = (line0[i] & EVEN_BYTES)
                    + (line0[i] >>> Byte.SIZE & EVEN_BYTES)
                    + (line1[i] & EVEN_BYTES)
                    + (line1[i] >>> Byte.SIZE & EVEN_BYTES)
                    + (line2[i] & EVEN_BYTES)
                    + (line2[i] >>> Byte.SIZE & EVEN_BYTES)
                    + (line3[i] & EVEN_BYTES)
                    + (line3[i] >>> Byte.SIZE & EVEN_BYTES);
            sums[i] = (pairs & SHORT_MASK) + (pairs >>> 16);
        }
    }

    private void spreadPairs(float[] row) {
        for (int x = 0; x < width; x++) {
            row[x] = (sums[x >> 1] >>> ((x & 1) << 4) & SHORT_MASK) * 0.25f;
        }
    }

    /** Sums of four columns to means of four or eight. */
    private void spread(float[] row) {
        float scale = 1f / (factor * factor);
        if (factor == 4) {
            for (int x = 0; x < width; x++) {
                row[x] = sums[x] * scale;
            }
        } else {
            for (int x = 0; x < width; x++) {
                row[x] = (sums[2 * x] + sums[2 * x + 1] + moreSums[2 * x] + moreSums[2 * x + 1]) * scale;
            }
        }
    }

    private void reserve(int columns) {
        if (rows.length < height || rows[0].length < width) {
            rows = new float[height][width];
        }
        int ints = (columns + Integer.BYTES - 1) / Integer.BYTES;
        if (sums.length != ints) {
            lineBytes = new byte[ints * Integer.BYTES];
            lineView = ints(lineBytes);
            sums = new int[ints];
            moreSums = new int[ints];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = new int[ints];
            }
        }
    }
}
