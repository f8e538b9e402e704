package dev.sluice.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.LumaPlane;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReducedLumaTest {
    private final ReducedLuma reduced = new ReducedLuma();
    private final AreaMeans areaMeans = new AreaMeans(FilterAxis.SAMPLES);
    private final float[] means = new float[FilterAxis.SAMPLES * FilterAxis.SAMPLES];

    @ParameterizedTest
    @CsvSource({
        "50, 40, 1",
        "640, 359, 1",
        "641, 360, 2",
        "702, 398, 2",
        "1280, 720, 4",
        "1283, 725, 4",
        "1449, 1442, 8"
    })
    void eachSampleIsTheMeanOfASquare(int width, int height, int factor) {
        LumaPlane plane = noise(width, height);

        reduced.load(noise(1600, 1500));
        reduced.load(plane);

        assertThat(reduced.factor()).isEqualTo(factor);
        assertThat(reduced.width()).isEqualTo(width / factor);
        assertThat(reduced.height()).isEqualTo(height / factor);
        for (int y = 0; y < reduced.height(); y += 3) {
            for (int x = 0; x < reduced.width(); x++) {
                assertThat(reduced.row(y)[x]).isCloseTo(mean(plane, x, y, factor), within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1280, 720", "3, 5, 641, 333", "640, 0, 640, 720", "1, 1, 5, 5", "1272, 712, 8, 8"})
    void meansOfAFlatPictureAreItsBrightnessWhateverTheRegion(int left, int top, int width, int height) {
        byte[] samples = new byte[1280 * 720];
        Arrays.fill(samples, (byte) 200);
        reduced.load(new LumaPlane(1280, 720, samples));

        areaMeans.take(reduced, new Region(left, top, width, height), means);

        for (float mean : means) {
            assertThat(mean).isCloseTo(200, within(1e-2f));
        }
    }

    /** So that a part of a live frame may meet a whole reference. */
    @Test
    void aHashOfTheReducedPictureIsNearThatOfThePicture() {
        PdqHasher hasher = new PdqHasher();
        int sum = 0;
        for (int i = 0; i < 20; i++) {
            LumaPlane plane = Patches.draw(new Random(i), 1280 - 37 * i, 720 - 11 * i, 60);
            hasher.load(plane);
            PdqHash whole = hasher.hash(Symmetry.ORIGINAL);
            reduced.load(plane);
            areaMeans.take(reduced, Region.whole(plane), means);
            hasher.load(means);
            int distance = hasher.hash(Symmetry.ORIGINAL).distance(whole);
            assertThat(distance).isLessThanOrEqualTo(24);
            sum += distance;
        }
        assertThat(sum / 20.0).isLessThan(12);
    }

    private static float mean(LumaPlane plane, int x, int y, int factor) {
        int sum = 0;
        for (int i = 0; i < factor * factor; i++) {
            sum += plane.samples()[(y * factor + i / factor) * plane.width() + x * factor + i % factor] & 0xFF;
        }
        return (float) sum / (factor * factor);
    }

    private static LumaPlane noise(int width, int height) {
        byte[] samples = new byte[width * height];
        new Random(width).nextBytes(samples);
        return new LumaPlane(width, height, samples);
    }
}
