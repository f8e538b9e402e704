package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegEncoderTest {

    @ParameterizedTest
    @CsvSource({"160, 120", "161, 121", "1, 1", "1280, 720"})
    void keepsSizeAndBrightness(int width, int height) throws IOException {
        YuvPicture picture = DrawnPictures.picture(width, height, 3);
        try (JpegEncoder encoder = new JpegEncoder()) {
            BufferedImage decoded = decode(encoder.encode(picture));

            assertThat(decoded.getWidth()).isEqualTo(width);
            assertThat(decoded.getHeight()).isEqualTo(height);
            assertThat(meanDifference(decoded, picture.luma())).isLessThan(2.5);
        }
    }

    @Test
    void expandsLimitedRangeOnlyOnce() throws IOException {
        YuvPicture limited = flat((byte) 235, false);
        YuvPicture full = flat((byte) 235, true);
        try (JpegEncoder encoder = new JpegEncoder()) {
            assertThat(grey(decode(encoder.encode(limited)), 5, 5)).isGreaterThanOrEqualTo(254);
            assertThat(grey(decode(encoder.encode(full)), 5, 5)).isBetween(234, 236);
        }
    }

    @Test
    void takesPicturesOfChangingSize() throws IOException {
        try (JpegEncoder encoder = new JpegEncoder()) {
            encoder.encode(DrawnPictures.picture(64, 48, 0));
            assertThat(decode(encoder.encode(DrawnPictures.picture(80, 60, 0))).getWidth())
                    .isEqualTo(80);
        }
    }

    @Test
    void lowerQualityIsSmaller() {
        YuvPicture picture = DrawnPictures.picture(320, 240, 1);
        try (JpegEncoder fine = new JpegEncoder(2);
                JpegEncoder coarse = new JpegEncoder(25)) {
            assertThat(coarse.encode(picture)).hasSizeLessThan(fine.encode(picture).length * 3 / 4);
        }
    }

    @Test
    void everyPictureOfOneEncoderIsTheSameAsOfAFreshOne() {
        YuvPicture picture = DrawnPictures.picture(64, 48, 9);
        try (JpegEncoder used = new JpegEncoder();
                JpegEncoder fresh = new JpegEncoder()) {
            used.encode(DrawnPictures.picture(64, 48, 1));
            assertThat(used.encode(picture)).isEqualTo(fresh.encode(picture));
        }
    }

    @Test
    void refusesWhatIsNoQuality() {
        assertThatThrownBy(() -> new JpegEncoder(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JpegEncoder(32)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isOfNoUseOnceClosed() {
        JpegEncoder encoder = new JpegEncoder();
        encoder.close();
        encoder.close();
        assertThatThrownBy(() -> encoder.encode(DrawnPictures.picture(16, 16, 0)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static YuvPicture flat(byte shade, boolean fullRange) {
        byte[] y = new byte[16 * 16];
        byte[] chroma = new byte[8 * 8];
        Arrays.fill(y, shade);
        Arrays.fill(chroma, (byte) 128);
        return new YuvPicture(16, 16, y, chroma, chroma.clone(), fullRange);
    }

    private static BufferedImage decode(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static double meanDifference(BufferedImage image, LumaPlane luma) {
        double sum = 0;
        for (int i = 0; i < luma.samples().length; i++) {
            int x = i % luma.width();
            int y = i / luma.width();
            sum += Math.abs(grey(image, x, y) - (luma.samples()[i] & 0xff));
        }
        return sum / luma.samples().length;
    }

    private static int grey(BufferedImage image, int x, int y) {
        Raster raster = image.getRaster();
        return (int) Math.round(0.299 * raster.getSample(x, y, 0)
                + 0.587 * raster.getSample(x, y, 1)
                + 0.114 * raster.getSample(x, y, 2));
    }
}
