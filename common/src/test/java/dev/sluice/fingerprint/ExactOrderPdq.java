package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.Arrays;

/**
 * The slow witness: PDQ with the reference's order of additions, step by step over the whole plane, so that sums are its
 * sums to the last bit.
 */
final class ExactOrderPdq {
    private static final int SAMPLES = 64;
    private static final int FREQUENCIES = 16;
    private static final int SMALLEST_SIDE = 5;
    private static final int FILTER_PASSES = 2;
    private static final float[] DCT = dctMatrix();

    private float[] plane = new float[0];
    private float[] filtered = new float[0];
    private float[] columnSums = new float[0];
    private final float[] samples = new float[SAMPLES * SAMPLES];
    private final float[] half = new float[FREQUENCIES * SAMPLES];
    private final float[] block = new float[FREQUENCIES * FREQUENCIES];
    private final float[] turned = new float[FREQUENCIES * FREQUENCIES];
    private final float[] sorted = new float[FREQUENCIES * FREQUENCIES];
    private int quality;

    void load(LumaPlane luma) {
        if (luma.width() < SMALLEST_SIDE || luma.height() < SMALLEST_SIDE) {
            Arrays.fill(block, 0);
            quality = 0;
            return;
        }
        sample(luma);
        quality = qualityOf(samples);
        transform();
    }

    int quality() {
        return quality;
    }

    PdqHash hash(Symmetry symmetry) {
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
        System.arraycopy(turned, 0, sorted, 0, turned.length);
        Arrays.sort(sorted);
        float lowerMedian = sorted[sorted.length / 2 - 1];
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

    private void sample(LumaPlane luma) {
        int rows = luma.height();
        int columns = luma.width();
        byte[] bytes = luma.samples();
        if (plane.length < bytes.length) {
            plane = new float[bytes.length];
            filtered = new float[bytes.length];
        }
        if (columnSums.length < columns) {
            columnSums = new float[columns];
        }
        for (int i = 0; i < bytes.length; i++) {
            plane[i] = bytes[i] & 0xff;
        }
        int rowWindow = BoxFilter.window(columns);
        int columnWindow = BoxFilter.window(rows);
        for (int pass = 0; pass < FILTER_PASSES; pass++) {
            BoxFilter.alongRows(plane, filtered, rows, columns, rowWindow);
            BoxFilter.alongColumns(filtered, plane, columnSums, rows, columns, columnWindow);
        }
        for (int i = 0; i < SAMPLES; i++) {
            int row = (int) ((i + 0.5) * rows / SAMPLES);
            for (int j = 0; j < SAMPLES; j++) {
                int column = (int) ((j + 0.5) * columns / SAMPLES);
                samples[i * SAMPLES + j] = plane[row * columns + column];
            }
        }
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

    private void transform() {
        for (int i = 0; i < FREQUENCIES; i++) {
            for (int j = 0; j < SAMPLES; j++) {
                float sum = 0;
                for (int k = 0; k < SAMPLES; k++) {
                    sum += DCT[i * SAMPLES + k] * samples[k * SAMPLES + j];
                }
                half[i * SAMPLES + j] = sum;
            }
        }
        for (int i = 0; i < FREQUENCIES; i++) {
            for (int j = 0; j < FREQUENCIES; j++) {
                float sum = 0;
                for (int k = 0; k < SAMPLES; k++) {
                    sum += half[i * SAMPLES + k] * DCT[j * SAMPLES + k];
                }
                block[i * FREQUENCIES + j] = sum;
            }
        }
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
