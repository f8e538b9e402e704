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
    static final int SMALLEST_SIDE = 5;
    private static final float[] DCT = dctMatrix();

    private final PdqSampler sampler = new PdqSampler();
    private final float[] samples = new float[SAMPLES * SAMPLES];
    private final float[][] rows = new float[SAMPLES][SAMPLES];
    private final float[] sums = new float[SAMPLES];
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
        loadSamples();
    }

    /**
     * Takes in a picture that was already brought down.
     *
     * @param means 64 * 64, row by row, 0..255
     */
    void load(float[] means) {
        System.arraycopy(means, 0, samples, 0, samples.length);
        loadSamples();
    }

    private void loadSamples() {
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
            // The difference's sign, since a branch on it would be guessed wrong half of the time.
            word |= (long) (Float.floatToRawIntBits(median - turned[from + i]) >>> (Integer.SIZE - 1)) << i;
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

    /** Each sum adds up in the reference's order; several are taken side by side. */
    private void transform() {
        for (int k = 0; k < SAMPLES; k++) {
            System.arraycopy(samples, k * SAMPLES, rows[k], 0, SAMPLES);
        }
        for (int i = 0; i < FREQUENCIES; i++) {
            Arrays.fill(sums, 0);
            for (int k = 0; k < SAMPLES; k += 4) {
                int at = i * SAMPLES + k;
                addTimes(DCT[at], rows[k], DCT[at + 1], rows[k + 1], sums);
                addTimes(DCT[at + 2], rows[k + 2], DCT[at + 3], rows[k + 3], sums);
            }
            for (int j = 0; j < FREQUENCIES; j += 4) {
                fourProducts(sums, j, block, i * FREQUENCIES + j);
            }
        }
    }

    private static void addTimes(float f0, float[] row0, float f1, float[] row1, float[] sums) {
        for (int j = 0; j < SAMPLES; j++) {
            sums[j] = sums[j] + f0 * row0[j] + f1 * row1[j];
        }
    }

    /** With four rows of the DCT, from {@code frequency} on. */
    private static void fourProducts(float[] sums, int frequency, float[] to, int toAt) {
        int dct = frequency * SAMPLES;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int k = 0; k < SAMPLES; k++) {
            s0 += sums[k] * DCT[dct + k];
            s1 += sums[k] * DCT[dct + SAMPLES + k];
            s2 += sums[k] * DCT[dct + 2 * SAMPLES + k];
            s3 += sums[k] * DCT[dct + 3 * SAMPLES + k];
        }
        to[toAt] = s0;
        to[toAt + 1] = s1;
        to[toAt + 2] = s2;
        to[toAt + 3] = s3;
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
