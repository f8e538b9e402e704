package dev.sluice.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.LumaPlane;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PdqHasherTest {
    private static final Symmetry[] GOLDEN_ORDER = {
        Symmetry.ORIGINAL,
        Symmetry.ROTATE_90,
        Symmetry.ROTATE_180,
        Symmetry.ROTATE_270,
        Symmetry.UPSIDE_DOWN,
        Symmetry.MIRROR,
        Symmetry.TRANSPOSE,
        Symmetry.ANTI_TRANSPOSE
    };

    private final PdqHasher hasher = new PdqHasher();

    /** Computed by the C++ reference of facebook/ThreatExchange; the planes' formulas are in {@link #luma}. */
    static Stream<String> goldenLuma() throws IOException {
        try (InputStream csv = PdqHasherTest.class.getResourceAsStream("/fingerprint/pdq-golden-luma.csv")) {
            return new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        }
    }

    /** Below the quality gate no hash is ever used, and ties of a smooth picture are decided by rounding alone. */
    @ParameterizedTest
    @MethodSource("goldenLuma")
    void hashesAndQualityEqualTheReferenceInAllEightSymmetries(String line) {
        String[] fields = line.split(",", -1);
        hasher.load(luma(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2])));

        assertThat(hasher.quality()).isEqualTo(Integer.parseInt(fields[3]));
        for (int i = 0; i < GOLDEN_ORDER.length && hasher.quality() >= PdqHasher.QUALITY_GATE; i++) {
            assertThat(hasher.hash(GOLDEN_ORDER[i]).toHex())
                    .as(GOLDEN_ORDER[i].name())
                    .isEqualTo(fields[4 + i]);
        }
    }

    @ParameterizedTest
    @MethodSource("goldenLuma")
    void theSlowWitnessEqualsTheReferenceBelowTheQualityGateToo(String line) {
        String[] fields = line.split(",", -1);
        ExactOrderPdq exact = new ExactOrderPdq();
        exact.load(luma(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2])));

        for (int i = 0; i < GOLDEN_ORDER.length; i++) {
            assertThat(exact.hash(GOLDEN_ORDER[i]).toHex())
                    .as(GOLDEN_ORDER[i].name())
                    .isEqualTo(fields[4 + i]);
        }
    }

    @Test
    void flatPictureHasNoQuality() {
        hasher.load(new LumaPlane(100, 80, new byte[8000]));

        assertThat(hasher.quality()).isZero();
        assertThat(hasher.hash(Symmetry.ORIGINAL).weight()).isZero();
    }

    @Test
    void tooSmallPictureHasTheZeroHash() {
        hasher.load(luma(64, 64, 0));
        hasher.load(new LumaPlane(4, 90, new byte[360]));

        assertThat(hasher.hash(Symmetry.ORIGINAL)).isEqualTo(new PdqHash(0, 0, 0, 0));
        assertThat(hasher.quality()).isZero();
    }

    @Test
    void anEarlierLargerPictureLeavesNoTrace() {
        hasher.load(luma(130, 70, 1));
        PdqHash alone = hasher.hash(Symmetry.ORIGINAL);
        hasher.load(luma(640, 480, 2));
        hasher.load(luma(130, 70, 1));

        assertThat(hasher.hash(Symmetry.ORIGINAL)).isEqualTo(alone);
    }

    @Test
    void hexIsReadOnlyWhole() {
        String hex = "f8f8f0cee0f4a84f06370a22038f67f0b36e2ed596221e1d33e6b39c4e9c9b22";

        assertThat(PdqHash.parse(hex)).map(PdqHash::toHex).contains(hex);
        assertThat(PdqHash.parse(hex + "0")).isEqualTo(Optional.empty());
        assertThat(PdqHash.parse(hex.toUpperCase(java.util.Locale.ROOT))).isEmpty();
        assertThat(PdqHash.parse(null)).isEmpty();
    }

    private static LumaPlane luma(int width, int height, int seed) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = seed == 3
                        ? (x * 200) / width + (y * 55) / height
                        : (fold(3 * x + y, 97 + seed) * 2
                                        + fold(5 * y + 2 * x, 61 + 2 * seed)
                                        + ((x / 16 + y / 24 + seed) % 5) * 13)
                                % 256;
                samples[y * width + x] = (byte) value;
            }
        }
        return new LumaPlane(width, height, samples);
    }

    private static int fold(int value, int period) {
        int rest = value % (2 * period);
        return rest < period ? rest : 2 * period - rest;
    }
}
