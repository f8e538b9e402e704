package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.FrameDecoder.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EnlargedLumaTest {
    @Property(tries = 200)
    void eachSampleStandsForAllThatItCovers(
            @ForAll @IntRange(min = 1, max = 70) int width,
            @ForAll @IntRange(min = 1, max = 70) int height,
            @ForAll @IntRange(max = 3) int halvings) {
        int columns = (width + (1 << halvings) - 1) >> halvings;
        int rows = (height + (1 << halvings) - 1) >> halvings;
        byte[] samples = new byte[columns * rows];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (31 * i);
        }
        LumaPlane whole = EnlargedLuma.of(new LumaPlane(columns, rows, samples), halvings, width, height);
        assertThat(whole.width()).isEqualTo(width);
        assertThat(whole.height()).isEqualTo(height);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                assertThat(whole.samples()[row * width + column])
                        .isEqualTo(samples[(row >> halvings) * columns + (column >> halvings)]);
            }
        }
    }

    @Test
    void largeJpegsKeepTheirSizeAndTheirDamage() {
        byte[] jpeg = MediaSamples.jpeg(1925, 1083);
        try (FrameDecoder decoder = new FrameDecoder()) {
            Decoded.Picture whole = only(decoder.decode("image/jpeg", jpeg));
            assertThat(whole.partial()).isFalse();
            assertThat(whole.luma().width()).isEqualTo(1925);
            assertThat(whole.luma().height()).isEqualTo(1083);
            byte[] expected = MediaSamples.luma(1925, 1083);
            assertThat(meanDifference(whole.luma().samples(), expected)).isLessThan(8);

            Decoded.Picture cut = only(decoder.decode("image/jpeg", Arrays.copyOf(jpeg, jpeg.length / 2)));
            assertThat(cut.partial()).isTrue();
            assertThat(cut.luma().width()).isEqualTo(1925);
            assertThat(cut.luma().height()).isEqualTo(1083);
        }
    }

    @Test
    void damageIsFoundAsInFull() throws RefusedException {
        byte[] jpeg = MediaSamples.jpeg(1440, 1080);
        Random random = new Random(20_261_125);
        int partial = 0;
        try (LumaCopy lumaCopy = new LumaCopy()) {
            StillDecoder decoder = new StillDecoder(Limits.DEFAULT, lumaCopy);
            for (int i = 0; i < 40; i++) {
                byte[] mutant = jpeg.clone();
                int header = 1000;
                mutant[header + random.nextInt(jpeg.length - header)] ^= (byte) (1 << random.nextInt(8));
                StillImage quartered = JpegStructure.read(mutant, Limits.DEFAULT);
                assertThat(quartered.halvings()).isEqualTo(2);
                StillImage full = new StillImage(quartered.essence(), quartered.complete(), 0);
                boolean found = isPartial(decoder, quartered);
                assertThat(found).isEqualTo(isPartial(decoder, full));
                partial += found ? 1 : 0;
            }
        }
        assertThat(partial).isBetween(1, 39);
    }

    private static boolean isPartial(StillDecoder decoder, StillImage image) throws RefusedException {
        return decoder.decode(Codec.JPEG, image, new Deadline(Duration.ofMinutes(1)))
                .partial();
    }

    private static Decoded.Picture only(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Pictures.class);
        return ((Decoded.Pictures) decoded).pictures().get(0);
    }

    private static double meanDifference(byte[] some, byte[] others) {
        long sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += Math.abs((some[i] & 0xFF) - (others[i] & 0xFF));
        }
        return (double) sum / some.length;
    }
}
