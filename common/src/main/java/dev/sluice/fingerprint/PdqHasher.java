package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.Arrays;

/**
 * PDQ: 64x64 samples of the smoothed picture, a 16x16 block of DCT frequencies 1 to 16, and a bit per coefficient above
 * the lower median. The bits are the reference's, but for the order of additions in the smoothing: see {@link
 * PdqSampler}.
 *
 * <p>Not thread-safe: the buffers are reused, and nothing is allocated per picture but its hashes.
 *
 * @see <a href="https://github.com/facebook/ThreatExchange/blob/main/hashing/hashing.pdf">The TMK+PDQF video-hashing
 *     algorithm and the PDQ image-hashing algorithm, Meta, 2019</a>
 */
public final class PdqHasher {
    /** Below this quality a picture has too little detail for its hash to mean anything. */
    public static final int QUALITY_GATE = 50;

    private static final int SAMPLES = FilterAxis.SAMPLES;
    private static final int FREQUENCIES = 16;
    private static final int SMALLEST_SIDE = 5;
    private static final float[] DCT = dctMatrix();
    private static final float[] DCT_TRANSPOSED = transposed(DCT);

    private final PdqSampler sampler = new PdqSampler();
    private final float[] samples = new float[SAMPLES * SAMPLES];
    private final float[] half = new float[FREQUENCIES * SAMPLES];
    private final float[] block = new float[FREQUENCIES * FREQUENCIES];
    private final float[] turned = new float[FREQUENCIES * FREQUENCIES];
    private final float[] ranked = new float[FREQUENCIES * FREQUENCIES];
    private int quality;

    /**
     * Takes in a picture; afterwards {@link #hash} answers for each symmetry. A picture with a side under 5 has the zero
     * hash and quality 0.
     */
    public void load(LumaPlane luma) {
        load(luma, Region.whole(luma));
    }

    /** Takes in a part of a picture, as if it were cut out. */
    void load(LumaPlane luma, Region region) {
        if (region.width() < SMALLEST_SIDE || region.height() < SMALLEST_SIDE) {
            Arrays.fill(block, 0);
            quality = 0;
            return;
        }
        sampler.sample(luma, region, samples);
        quality = qualityOf(samples);
        transform();
    }

    /** Quality of the loaded picture, 0 (flat) .. 100. */
    public int quality() {
        return quality;
    }

    /** The hash that the loaded picture would have under a symmetry. */
    public PdqHash hash(Symmetry symmetry) {
        for (int row = 0; row < FREQUENCIES; row++) {
            for (int column = 0; column < FREQUENCIES; column++) {
                float coefficient =
                        block[symmetry.transposes ? column * FREQUENCIES + row : row * FREQUENCIES + column];
                // Row i holds frequency i + 1, so the odd frequencies are the even rows.
                boolean negate =
                        (symmetry.negatesRows && (row & 1) == 0) != (symmetry.negatesColumns && (column & 1) == 0);
                turned[row * FREQUENCIES + column] = negate ? -coefficient : coefficient;
            }
        }
        System.arraycopy(turned, 0, ranked, 0, turned.length);
        float lowerMedian = ranked(ranked.length / 2 - 1);
        return new PdqHash(word(0, lowerMedian), word(64, lowerMedian), word(128, lowerMedian), word(192, lowerMedian));
    }

    private long word(int from, float median) {
        long word = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            if (turned[from + i] > median) {
                word |= 1L << i;
            }
        }
        return word;
    }

    /** The value of a rank, 0 being the smallest: Hoare's selection, which sorts no more than it must. */
    private float ranked(int rank) {
        int low = 0;
        int high = ranked.length - 1;
        while (low < high) {
            float pivot = ranked[(low + high) >>> 1];
            int left = low;
            int right = high;
            while (left <= right) {
                while (ranked[left] < pivot) {
                    left++;
                }
                while (ranked[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    float swapped = ranked[left];
                    ranked[left++] = ranked[right];
                    ranked[right--] = swapped;
                }
            }
            if (rank <= right) {
                high = right;
            } else if (rank >= left) {
                low = left;
            } else {
                return ranked[rank];
            }
        }
        return ranked[rank];
    }

    private static int qualityOf(float[] samples) {
        int gradients = 0;
        for (int i = 0; i < SAMPLES - 1; i++) {
            for (int j = 0; j < SAMPLES; j++) {
                gradients += gradient(samples[i * SAMPLES + j], samples[(i + 1) * SAMPLES + j]);
            }
        }
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < SAMPLES - 1; j++) {
                gradients += gradient(samples[i * SAMPLES + j], samples[i * SAMPLES + j + 1]);
            }
        }
        return Math.min(100, gradients / 90);
    }

    private static int gradient(float u, float v) {
        return Math.abs((int) ((u - v) * 100 / 255));
    }

    /** Both products run along rows, as memory lies; each sum still adds up in the reference's order. */
    private void transform() {
        multiply(DCT, samples, half, SAMPLES);
        multiply(half, DCT_TRANSPOSED, block, FREQUENCIES);
    }

    /** {@code product = left * right}, where left has 16 rows of 64 and right has 64 rows. */
    private static void multiply(float[] left, float[] right, float[] product, int columns) {
        Arrays.fill(product, 0);
        for (int i = 0; i < FREQUENCIES; i++) {
            for (int k = 0; k < SAMPLES; k++) {
                addTimes(left[i * SAMPLES + k], right, k * columns, product, i * columns, columns);
            }
        }
    }

    private static void addTimes(float factor, float[] from, int fromAt, float[] to, int toAt, int count) {
        for (int j = 0; j < count; j++) {
            to[toAt + j] += factor * from[fromAt + j];
        }
    }

    private static float[] transposed(float[] matrix) {
        float[] transposed = new float[matrix.length];
        for (int i = 0; i < FREQUENCIES; i++) {
            for (int j = 0; j < SAMPLES; j++) {
                transposed[j * FREQUENCIES + i] = matrix[i * SAMPLES + j];
            }
        }
        return transposed;
    }

    private static float[] dctMatrix() {
        float[] matrix = new float[FREQUENCIES * SAMPLES];
        float scale = (float) Math.sqrt(2.0 / SAMPLES);
        for (int i = 0; i < FREQUENCIES; i++) {
            for (int j = 0; j < SAMPLES; j++) {
                matrix[i * SAMPLES + j] = (float) (scale * Math.cos(Math.PI / 2 / SAMPLES * (i + 1) * (2 * j + 1)));
            }
        }
        return matrix;
    }
}
