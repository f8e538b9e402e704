package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;

import dev.sluice.media.Decoded.Failed;
import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.Decoded.Pictures;
import dev.sluice.media.FrameDecoder.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private final FrameDecoder decoder = new FrameDecoder();

    @AfterEach
    void close() {
        decoder.close();
    }

    @Test
    void everyTypeBecomesItsPicture() {
        for (Map.Entry<String, byte[]> sample : MediaSamples.ofEveryType().entrySet()) {
            for (Picture picture : pictures(sample.getKey(), sample.getValue())) {
                assertThat(picture.partial()).as(sample.getKey()).isFalse();
                assertThat(meanError(picture.luma())).as(sample.getKey()).isLessThan(2.0);
            }
        }
    }

    @Test
    void stillsOfEveryPixelFormatAreFullRange() {
        for (int format : List.of(AV_PIX_FMT_GRAY8, AV_PIX_FMT_RGB24, AV_PIX_FMT_RGBA)) {
            Picture picture = only("image/png", MediaSamples.png(format));
            assertThat(meanError(picture.luma())).as("PNG of format " + format).isLessThan(1.0);
        }
        assertThat(meanError(only("image/webp", MediaSamples.webp(true)).luma()))
                .isLessThan(1.0);
    }

    @Test
    void segmentsYieldTheirKeyframesWithTheirTimes() {
        for (String type : List.of("video/mp2t", "video/mp4")) {
            List<Picture> pictures = pictures(type, MediaSamples.ofEveryType().get(type));
            assertThat(pictures).extracting(Picture::offsetMillis).as(type).containsExactly(0L, 1000L);
        }
    }

    @Test
    void refusesWhatItDoesNotDecode() {
        assertError("image/gif", MediaSamples.jpeg(), DecodeError.UNSUPPORTED_TYPE);
        assertError(null, MediaSamples.jpeg(), DecodeError.UNSUPPORTED_TYPE);
        assertError("image/jpeg", new byte[0], DecodeError.EMPTY);
        assertError("image/jpeg", null, DecodeError.EMPTY);
        assertError("image/jpeg", new byte[(8 << 20) + 1], DecodeError.TOO_LARGE);
        for (String type : MediaSamples.ofEveryType().keySet()) {
            assertError(type, "no picture at all".getBytes(StandardCharsets.US_ASCII), DecodeError.WRONG_TYPE);
        }
        assertError("image/png", MediaSamples.jpeg(), DecodeError.WRONG_TYPE);
    }

    @Test
    void garbageBehindTheRightBeginningIsCorrupt() {
        for (String type : List.of("image/jpeg", "image/png", "image/webp", "video/mp4")) {
            byte[] garbage = MediaSamples.ofEveryType().get(type).clone();
            Arrays.fill(garbage, 40, garbage.length, (byte) 0x55);
            assertError(type, garbage, DecodeError.CORRUPT);
        }
    }

    @Test
    void refusesHugePicturesByTheirHeader() {
        byte[] png = hugePng(65535, 65535);
        assertError("image/png", png, DecodeError.TOO_MANY_PIXELS);
        assertThat(((Failed) decoder.decode("image/png", png)).detail()).contains("65535x65535", "16000000");
        assertError("image/png", hugePng(20_000, 10), DecodeError.TOO_MANY_PIXELS);

        byte[] jpeg = MediaSamples.jpeg();
        int frameHeader = indexOf(jpeg, 0xFF, 0xC0);
        ByteBuffer.wrap(jpeg).putShort(frameHeader + 5, (short) 16000).putShort(frameHeader + 7, (short) 16000);
        assertError("image/jpeg", jpeg, DecodeError.TOO_MANY_PIXELS);
    }

    @Test
    void refusesHugeVideoByItsParameterSets() {
        try (FrameDecoder small = new FrameDecoder(new Limits(1 << 20, 100 * 100, 16_384, Duration.ofSeconds(2)))) {
            for (String type : List.of("video/h264", "video/h265", "video/mp2t", "video/mp4")) {
                Decoded decoded = small.decode(type, MediaSamples.ofEveryType().get(type));
                assertThat(decoded).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.error())
                        .as(type)
                        .isEqualTo(DecodeError.TOO_MANY_PIXELS));
            }
        }
    }

    @Test
    void truncatedStillsArePartial() {
        for (String type : List.of("image/jpeg", "image/png", "image/webp")) {
            byte[] whole = MediaSamples.ofEveryType().get(type);
            Decoded decoded = decoder.decode(type, Arrays.copyOf(whole, whole.length * 2 / 3));
            if (decoded instanceof Pictures pictures) {
                assertThat(pictures.pictures().get(0).partial()).as(type).isTrue();
            } else {
                assertThat(((Failed) decoded).error()).as(type).isEqualTo(DecodeError.CORRUPT);
            }
        }
        byte[] jpeg = MediaSamples.jpeg();
        assertThat(only("image/jpeg", Arrays.copyOf(jpeg, jpeg.length / 2)).partial())
                .isTrue();
    }

    @Test
    void truncatedJpegWithAnEndMarkerIsPartialAll() {
        byte[] jpeg = Arrays.copyOf(MediaSamples.jpeg(), MediaSamples.jpeg().length / 2);
        jpeg[jpeg.length - 2] = (byte) 0xFF;
        jpeg[jpeg.length - 1] = (byte) 0xD9;
        assertThat(only("image/jpeg", jpeg).partial()).isTrue();
    }

    @Test
    void truncatedKeyframesArePartial() {
        byte[] whole = MediaSamples.h264();
        assertThat(only("video/h264", Arrays.copyOf(whole, whole.length / 2)).partial())
                .isTrue();
    }

    @Test
    void streamWithoutKeyframeSaysSo() {
        assertError("video/mp2t", MediaSamples.mpegTsWithoutKeyframe(), DecodeError.NO_KEYFRAME);
    }

    @Test
    void timeIsBounded() {
        try (FrameDecoder hasty = new FrameDecoder(new Limits(1 << 20, 1 << 20, 1 << 14, Duration.ofNanos(1)))) {
            for (Map.Entry<String, byte[]> sample : MediaSamples.ofEveryType().entrySet()) {
                for (int i = 0; i < 5; i++) {
                    assertThat(hasty.decode(sample.getKey(), sample.getValue()))
                            .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.error())
                                    .isEqualTo(DecodeError.TIMEOUT));
                }
            }
        }
    }

    private List<Picture> pictures(String type, byte[] payload) {
        Decoded decoded = decoder.decode(type, payload);
        assertThat(decoded).as(type).isInstanceOf(Pictures.class);
        return ((Pictures) decoded).pictures();
    }

    private Picture only(String type, byte[] payload) {
        List<Picture> pictures = pictures(type, payload);
        assertThat(pictures).as(type).hasSize(1);
        return pictures.get(0);
    }

    private void assertError(String type, byte[] payload, DecodeError error) {
        assertThat(decoder.decode(type, payload)).as(type).isInstanceOfSatisfying(Failed.class, failed -> assertThat(
                        failed.error())
                .as(type)
                .isEqualTo(error));
    }

    private static double meanError(LumaPlane luma) {
        assertThat(luma.width()).isEqualTo(MediaSamples.WIDTH);
        assertThat(luma.height()).isEqualTo(MediaSamples.HEIGHT);
        byte[] expected = MediaSamples.luma(luma.width(), luma.height());
        long sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs((expected[i] & 0xFF) - (luma.samples()[i] & 0xFF));
        }
        return (double) sum / expected.length;
    }

    private static byte[] hugePng(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(MediaSamples.png(AV_PIX_FMT_GRAY8), 8));
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1);
        out.writeBytes(MediaSamples.pngChunk("IHDR", header.array()));
        out.writeBytes(MediaSamples.pngChunk("IDAT", new byte[100]));
        out.writeBytes(MediaSamples.pngChunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static int indexOf(byte[] bytes, int first, int second) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xFF) == first && (bytes[i + 1] & 0xFF) == second) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
