package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings a plane down to the 64x64 samples that PDQ looks at: smoothing and choice of samples as one linear map, column
 * sums first, so that each sample of the plane is read about once and no filtered plane is ever written.
 *
 * <p>Column sums are taken eight columns at a time in the sixteen-bit lanes of two longs; whole-number weights of windows
 * up to 16 cannot overflow them. Not thread-safe: buffers are reused.
 */
final class PdqSampler {
    private static final int SAMPLES = FilterAxis.SAMPLES;
    /** Largest window whose weights times 255 fit into sixteen bits: 16 * 16 * 255 = 65,280. */
    private static final int LARGEST_LANE_SUM = 16 * 16;

    private static final int LANE_MASK = 0xFFFF;
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
    private static final int KEPT_AXES = 32;

    private final Map<Integer, FilterAxis> axes = new LinkedHashMap<>(KEPT_AXES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, FilterAxis> eldest) {
            return size() > KEPT_AXES;
        }
    };

    private byte[] rowBytes = new byte[0];
    private LongBuffer rowView;
    private long[] row;
    private long[] even;
    private long[] odd;
    private float[] columns;

    /**
     * Fills {@code samples}, row by row, from a region of the plane.
     *
     * @param samples 64 * 64, in the range 0..255
     */
    void sample(LumaPlane luma, Region region, float[] samples) {
        FilterAxis vertical = axis(region.height());
        FilterAxis horizontal = axis(region.width());
        reserve(region.width());
        boolean whole = region.width() == luma.width() && region.width() % Long.BYTES == 0;
        LongBuffer plane = whole ? longs(luma.samples()) : null;
        for (int i = 0; i < SAMPLES; i++) {
            if (vertical.counts(i) != null && vertical.countSum() <= LARGEST_LANE_SUM) {
                sumWhole(luma, plane, region, vertical, i);
            } else {
                sumFractions(luma, region, vertical, i);
            }
            for (int j = 0; j < SAMPLES; j++) {
                samples[i * SAMPLES + j] = dot(horizontal, j);
            }
        }
    }

    /**
     * @param plane the same samples in longs, if rows begin with one; null if not
     */
    private void sumWhole(LumaPlane luma, LongBuffer plane, Region region, FilterAxis axis, int sample) {
        int[] counts = axis.counts(sample);
        Arrays.fill(even, 0);
        Arrays.fill(odd, 0);
        for (int i = 0; i < counts.length; i++) {
            int from = (region.top() + axis.first(sample) + i) * luma.width() + region.left();
            if (plane != null) {
                plane.get(from / Long.BYTES, row);
            } else {
                System.arraycopy(luma.samples(), from, rowBytes, 0, region.width());
                rowView.get(0, row);
            }
            add(row, counts[i], even, odd);
        }
        spread(even, odd, columns, 1f / axis.countSum());
    }

    private static LongBuffer longs(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }

    private static void add(long[] row, long count, long[] even, long[] odd) {
        for (int i = 0; i < row.length; i++) {
            even[i] += (row[i] & EVEN_BYTES) * count;
            odd[i] += (row[i] >>> Byte.SIZE & EVEN_BYTES) * count;
        }
    }

    private static void spread(long[] even, long[] odd, float[] columns, float scale) {
        for (int i = 0, at = 0; i < even.length; i++, at += Long.BYTES) {
            long e = even[i];
            long o = odd[i];
            columns[at] = (int) (e & LANE_MASK) * scale;
            columns[at + 1] = (int) (o & LANE_MASK) * scale;
            columns[at + 2] = (int) (e >>> 16 & LANE_MASK) * scale;
            columns[at + 3] = (int) (o >>> 16 & LANE_MASK) * scale;
            columns[at + 4] = (int) (e >>> 32 & LANE_MASK) * scale;
            columns[at + 5] = (int) (o >>> 32 & LANE_MASK) * scale;
            columns[at + 6] = (int) (e >>> 48) * scale;
            columns[at + 7] = (int) (o >>> 48) * scale;
        }
    }

    private void sumFractions(LumaPlane luma, Region region, FilterAxis axis, int sample) {
        float[] weights = axis.weights(sample);
        byte[] bytes = luma.samples();
        Arrays.fill(columns, 0);
        for (int i = 0; i < weights.length; i++) {
            int from = (region.top() + axis.first(sample) + i) * luma.width() + region.left();
            float weight = weights[i];
            for (int column = 0; column < region.width(); column++) {
                columns[column] += (bytes[from + column] & 0xFF) * weight;
            }
        }
    }

    private float dot(FilterAxis axis, int sample) {
        float[] weights = axis.weights(sample);
        int first = axis.first(sample);
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += columns[first + i] * weights[i];
        }
        return sum;
    }

    private FilterAxis axis(int size) {
        FilterAxis axis = axes.get(size);
        if (axis == null) {
            axis = new FilterAxis(size);
            axes.put(size, axis);
        }
        return axis;
    }

    /** Buffers for rows of a width, rounded up to whole longs; what lies beyond the width stays zero. */
    private void reserve(int width) {
        int longs = (width + Long.BYTES - 1) / Long.BYTES;
        if (rowView == null || row.length != longs) {
            rowBytes = new byte[longs * Long.BYTES];
            rowView = longs(rowBytes);
            row = new long[longs];
            even = new long[longs];
            odd = new long[longs];
            columns = new float[longs * Long.BYTES];
        } else if (width % Long.BYTES != 0) {
            Arrays.fill(rowBytes, width, rowBytes.length, (byte) 0);
        }
    }
}
