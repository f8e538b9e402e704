package dev.sluice.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.LumaPlane;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprinterTest {
    private static final int USUAL_DISTANCE = 31;

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final LumaPlane picture = picture(200, 120);

    @Test
    void aMirroredCopyMeetsTheOriginalUnderTheMirrorVariant() {
        List<Fingerprint> copy = fingerprinter.fingerprint(mirrored(picture));

        assertThat(distance(copy, Variant.ORIGINAL)).isGreaterThan(80);
        assertThat(distance(copy, Variant.MIRROR)).isLessThanOrEqualTo(USUAL_DISTANCE);
    }

    @Test
    void aFramedCopyMeetsTheOriginalUnderTheTrimVariant() {
        List<Fingerprint> copy = fingerprinter.fingerprint(framed(picture, 30, 17));

        assertThat(distance(copy, Variant.ORIGINAL)).isGreaterThan(USUAL_DISTANCE);
        assertThat(distance(copy, Variant.TRIM)).isZero();
    }

    @Test
    void aFramedMirroredCopyMeetsTheOriginalUnderBoth() {
        List<Fingerprint> copy = fingerprinter.fingerprint(framed(mirrored(picture), 12, 200));

        assertThat(distance(copy, Variant.TRIM_MIRROR)).isLessThanOrEqualTo(USUAL_DISTANCE);
    }

    @Test
    void aPictureWithoutBordersHasNoTrimVariant() {
        assertThat(fingerprinter.fingerprint(picture))
                .extracting(Fingerprint::variant)
                .containsExactly(Variant.ORIGINAL, Variant.MIRROR);
    }

    @Test
    void aFlatPictureIsNotTrimmedAway() {
        assertThat(fingerprinter.fingerprint(new LumaPlane(64, 64, new byte[4096])))
                .hasSize(2);
    }

    private int distance(List<Fingerprint> copy, Variant variant) {
        PdqHash known = fingerprinter.original(picture).hash();
        return copy.stream()
                .filter(fingerprint -> fingerprint.variant() == variant)
                .findFirst()
                .orElseThrow()
                .hash()
                .distance(known);
    }

    private static LumaPlane picture(int width, int height) {
        byte[] samples = new byte[width * height];
        Random random = new Random(7);
        for (int blob = 0; blob < 60; blob++) {
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            int shade = random.nextInt(200);
            for (int y = top; y < Math.min(height, top + 25); y++) {
                for (int x = left; x < Math.min(width, left + 30); x++) {
                    samples[y * width + x] = (byte) shade;
                }
            }
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] += (byte) ((i % width + i / width) % 50);
        }
        return new LumaPlane(width, height, samples);
    }

    private static LumaPlane mirrored(LumaPlane luma) {
        byte[] samples = new byte[luma.samples().length];
        for (int i = 0; i < samples.length; i++) {
            int x = i % luma.width();
            samples[i - x + luma.width() - 1 - x] = luma.samples()[i];
        }
        return new LumaPlane(luma.width(), luma.height(), samples);
    }

    private static LumaPlane framed(LumaPlane luma, int border, int shade) {
        int width = luma.width() + 2 * border;
        int height = luma.height() + 2 * border;
        byte[] samples = new byte[width * height];
        java.util.Arrays.fill(samples, (byte) shade);
        for (int y = 0; y < luma.height(); y++) {
            System.arraycopy(luma.samples(), y * luma.width(), samples, (y + border) * width + border, luma.width());
        }
        return new LumaPlane(width, height, samples);
    }
}
