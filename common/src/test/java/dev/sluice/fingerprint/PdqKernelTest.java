package dev.sluice.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.LumaPlane;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast kernel against the slow witness and against what must hold for any picture. */
class PdqKernelTest {
    private static final int PLANES = 10_000;

    private final PdqHasher fast = new PdqHasher();
    private final ExactOrderPdq exact = new ExactOrderPdq();

    @Test
    void overManyPlanesOnlyTheOrderOfSummationShowsAndRarely() {
        Random random = new Random(64);
        int differing = 0;
        int farthest = 0;
        int qualities = 0;
        for (int i = 0; i < PLANES; i++) {
            // Below twenty samples a side repeats itself so often that coefficients tie exactly, and rounding decides.
            LumaPlane plane = plane(random, 20 + random.nextInt(i % 100 == 0 ? 2400 : 300), 20 + random.nextInt(300));
            fast.load(plane);
            exact.load(plane);
            int distance = fast.hash(Symmetry.ORIGINAL).distance(exact.hash(Symmetry.ORIGINAL));
            differing += distance > 0 ? 1 : 0;
            farthest = Math.max(farthest, distance);
            qualities += fast.quality() != exact.quality() ? 1 : 0;
        }
        System.out.printf(
                "PDQ against the exact order: %d of %d hashes differ, by at most %d bits; %d qualities differ%n",
                differing, PLANES, farthest, qualities);
        assertThat(differing).isLessThanOrEqualTo(PLANES / 200);
        assertThat(farthest).isLessThanOrEqualTo(2);
        assertThat(qualities).isLessThanOrEqualTo(PLANES / 200);
    }

    @Test
    void aRegionIsHashedAsIfItWereCutOut() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            LumaPlane plane = plane(random, 80 + random.nextInt(200), 80 + random.nextInt(200));
            Region region = new Region(
                    random.nextInt(30),
                    random.nextInt(30),
                    plane.width() - 30 - random.nextInt(20),
                    plane.height() - 30 - random.nextInt(20));
            fast.load(plane, region);
            PdqHash inside = fast.hash(Symmetry.ORIGINAL);
            fast.load(cut(plane, region));
            assertThat(fast.hash(Symmetry.ORIGINAL)).isEqualTo(inside);
        }
    }

    @Test
    void weightsOfEachSampleSumToOne() {
        for (int size = 5; size < 3000; size += 7) {
            FilterAxis axis = new FilterAxis(size);
            for (int sample = 0; sample < FilterAxis.SAMPLES; sample++) {
                double sum = 0;
                for (float weight : axis.weights(sample)) {
                    sum += weight;
                }
                assertThat(sum).isBetween(0.99999, 1.00001);
            }
        }
    }

    @Test
    void everyHashOfADetailedPictureHasAsManyOnesAsZeros() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            fast.load(plane(random, 64 + random.nextInt(100), 64 + random.nextInt(100)));
            for (Symmetry symmetry : Symmetry.values()) {
                assertThat(fast.hash(symmetry).weight()).isEqualTo(128);
            }
        }
    }

    /** Noise, waves, blocks, or a few of them over one another. */
    private static LumaPlane plane(Random random, int width, int height) {
        byte[] samples = new byte[width * height];
        double noise = random.nextDouble() * 60;
        double wave = random.nextDouble() * 90;
        double block = random.nextDouble() * 90;
        double fx = 1 + random.nextDouble() * 12;
        double fy = 1 + random.nextDouble() * 12;
        int side = 3 + random.nextInt(40);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = 128
                        + noise * (random.nextDouble() - 0.5)
                        + wave * Math.sin(fx * x / width * 6.3) * Math.cos(fy * y / height * 6.3)
                        + block * ((x / side * 7 + y / side * 13) % 5 / 4.0 - 0.5);
                samples[y * width + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return new LumaPlane(width, height, samples);
    }

    private static LumaPlane cut(LumaPlane plane, Region region) {
        byte[] samples = new byte[region.width() * region.height()];
        for (int row = 0; row < region.height(); row++) {
            System.arraycopy(
                    plane.samples(),
                    (region.top() + row) * plane.width() + region.left(),
                    samples,
                    row * region.width(),
                    region.width());
        }
        return new LumaPlane(region.width(), region.height(), samples);
    }
}
