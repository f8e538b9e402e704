package dev.sluice.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.LumaPlane;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InsetSearchTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int PICTURES = 1000;

    private final ReducedLuma reduced = new ReducedLuma();
    private final AreaMeans areaMeans = new AreaMeans(FilterAxis.SAMPLES);
    private final InsetSearch insets = new InsetSearch();

    /** Edges are a heuristic: of random patches on random patches, a few by chance show none where one picture ends. */
    @Test
    void picturesInPicturesAreFoundToTheSample() {
        Random random = new Random(7);
        int missed = 0;
        for (int i = 0; i < PICTURES; i++) {
            Region inset = anyInset(random);
            LumaPlane plane = Patches.draw(random, WIDTH, HEIGHT, 0);
            lay(Patches.draw(random, inset.width(), inset.height(), 120), plane, inset);
            missed += search(plane).stream().anyMatch(found -> isClose(found, inset)) ? 0 : 1;
        }

        assertThat(missed).as("missed of %d", PICTURES).isLessThanOrEqualTo(PICTURES / 100);
    }

    private static Region anyInset(Random random) {
        double share = 0.45 + 0.3 * random.nextDouble();
        int width = (int) (WIDTH * share);
        int height = (int) (HEIGHT * share);
        int left = (int) ((WIDTH - width) * (0.1 + 0.8 * random.nextDouble()));
        int top = (int) ((HEIGHT - height) * (0.1 + 0.8 * random.nextDouble()));
        return new Region(left, top, width, height);
    }

    /** PDQ bears two hundredths of a side; two samples are less than one. */
    private static boolean isClose(Region found, Region inset) {
        return Math.abs(found.left() - inset.left()) <= 2
                && Math.abs(found.top() - inset.top()) <= 2
                && Math.abs(found.left() + found.width() - inset.left() - inset.width()) <= 2
                && Math.abs(found.top() + found.height() - inset.top() - inset.height()) <= 2;
    }

    @Test
    void whatReachesAcrossThePictureIsFoundByItsTwoEdges() {
        LumaPlane plane = waves(360, 640);
        Region clip = new Region(0, 200, 360, 202);
        lay(Patches.draw(new Random(5), clip.width(), clip.height(), 0), plane, clip);

        assertThat(search(plane)).contains(clip);
    }

    @Test
    void noPictureIsFoundInOneWithoutEdges() {
        assertThat(search(new LumaPlane(WIDTH, HEIGHT, new byte[WIDTH * HEIGHT])))
                .isEmpty();
        assertThat(search(waves(WIDTH, HEIGHT))).isEmpty();
        assertThat(search(noise(new Random(3)))).isEmpty();
    }

    @Property(tries = 100)
    void nothingMakesItProposeMoreThanItsBoundOrWhatLiesOutside(@ForAll long seed) {
        Random random = new Random(seed);
        LumaPlane plane = Patches.draw(random, 1 + random.nextInt(500), 1 + random.nextInt(500), 60);

        assertThat(search(plane)).hasSizeLessThanOrEqualTo(InsetSearch.MOST).allSatisfy(found -> {
            assertThat(found.left()).isNotNegative();
            assertThat(found.top()).isNotNegative();
            assertThat(found.width()).isBetween(1, plane.width() - found.left());
            assertThat(found.height()).isBetween(1, plane.height() - found.top());
        });
    }

    private List<Region> search(LumaPlane plane) {
        float[] means = new float[FilterAxis.SAMPLES * FilterAxis.SAMPLES];
        reduced.load(plane);
        areaMeans.take(reduced, Region.whole(plane), means);
        return insets.search(plane, Region.whole(plane), means);
    }

    private static void lay(LumaPlane picture, LumaPlane over, Region at) {
        for (int y = 0; y < at.height(); y++) {
            System.arraycopy(
                    picture.samples(),
                    y * picture.width(),
                    over.samples(),
                    (at.top() + y) * over.width() + at.left(),
                    at.width());
        }
    }

    private static LumaPlane waves(int width, int height) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                samples[y * width + x] = (byte) (128 + 60 * Math.sin(x / 37.0) * Math.cos(y / 23.0));
            }
        }
        return new LumaPlane(width, height, samples);
    }

    private static LumaPlane noise(Random random) {
        byte[] samples = new byte[WIDTH * HEIGHT];
        random.nextBytes(samples);
        return new LumaPlane(WIDTH, HEIGHT, samples);
    }
}
