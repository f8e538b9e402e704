package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;

import dev.sluice.media.Decoded.Failed;
import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.Decoded.Pictures;
import dev.sluice.media.FrameDecoder.Limits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
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
    void videoRangeIsThatOfItsOwnPayload() {
        for (byte[] payload : List.of(MediaSamples.h264(), MediaSamples.fullRangeH264(), MediaSamples.h264())) {
            assertThat(meanError(only("video/h264", payload).luma())).isLessThan(2.0);
        }
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

    @Test
    void decodesThatHangAreLeftBehindAndAtMostTwoAtATime() {
        byte[] slow = inflatingPng();
        byte[] quick = MediaSamples.jpeg();
        only("image/jpeg", quick);
        try (FrameDecoder hasty = new FrameDecoder(new Limits(8 << 20, 16_000_000, 16_384, Duration.ofMillis(100)))) {
            for (int i = 0; i < 2; i++) {
                assertThat(errorOf(hasty.decode("image/png", slow))).isEqualTo(DecodeError.TIMEOUT);
            }
            assertThat(hasty.decode("image/jpeg", quick))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.detail()).contains("2 earlier payloads"));
            Awaited.until("the decoder recovers", () -> hasty.decode("image/jpeg", quick) instanceof Pictures);
        }
        Awaited.until("the threads end", () -> Awaited.threads("sluice-decoder") <= 1);
    }

    @Test
    void interruptionIsKeptForTheCaller() {
        Thread.currentThread().interrupt();
        assertThat(decoder.decode("image/jpeg", MediaSamples.jpeg())).isInstanceOf(Pictures.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closedDecoderHasNoThreadAndRefuses() {
        FrameDecoder closed = new FrameDecoder();
        closed.decode("image/jpeg", MediaSamples.jpeg());
        closed.close();
        closed.close();
        Awaited.until("the thread ends", () -> Awaited.threads("sluice-decoder") <= 1);
        assertThatIllegalStateException().isThrownBy(() -> closed.decode("image/jpeg", MediaSamples.jpeg()));
    }

    @Test
    void otherContainersOfTheSamePictures() {
        Map<String, byte[]> containers = Map.of(
                "plain MP4", MediaSamples.plainMp4(),
                "MP4 of H.265", MediaSamples.mp4OfH265(),
                "TS of H.265", MediaSamples.mpegTsOfH265());
        containers.forEach((name, bytes) -> {
            for (Picture picture : pictures(name.startsWith("TS") ? "video/mp2t" : "video/mp4", bytes)) {
                assertThat(picture.partial()).as(name).isFalse();
                assertThat(meanError(picture.luma())).as(name).isLessThan(2.0);
            }
        });
    }

    @Test
    void tablesThatAnMp4MerelyDeclaresAreRefused() {
        byte[] fragmented = MediaSamples.fragmentedMp4();
        ByteBuffer.wrap(fragmented).putInt(indexOf(fragmented, "trun") + 8, Integer.MAX_VALUE);
        assertError("video/mp4", fragmented, DecodeError.CORRUPT);
        assertThat(((Failed) decoder.decode("video/mp4", fragmented)).detail()).contains("200000");
    }

    @Test
    void pngMetadataIsNotRead() {
        byte[] png = MediaSamples.png(AV_PIX_FMT_RGB24);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        out.writeBytes(MediaSamples.pngChunk("zTXt", new byte[1000]));
        out.writeBytes(MediaSamples.pngChunk("iCCP", new byte[1000]));
        out.write(png, 33, png.length - 33);
        Picture picture = only("image/png", out.toByteArray());
        assertThat(picture.partial()).isFalse();
        assertThat(picture.luma().samples())
                .containsExactly(only("image/png", png).luma().samples());
    }

    @Test
    void progressiveJpegDecodesButNotWithoutEnd() throws IOException {
        byte[] progressive = progressiveJpeg(MediaSamples.WIDTH, MediaSamples.HEIGHT);
        Picture picture = only("image/jpeg", progressive);
        assertThat(picture.partial()).isFalse();
        assertThat(meanError(picture.luma())).isLessThan(3.0);

        int lastScan = lastIndexOf(progressive, 0xFF, 0xDA);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(progressive, 0, lastScan);
        for (int i = 0; i < 100; i++) {
            bomb.write(progressive, lastScan, progressive.length - 2 - lastScan);
        }
        assertError("image/jpeg", bomb.toByteArray(), DecodeError.CORRUPT);
        assertThat(((Failed) decoder.decode("image/jpeg", bomb.toByteArray())).detail())
                .contains("64 scans");
    }

    @Test
    void jpegWithoutItsTablesIsCorrupt() {
        byte[] jpeg = MediaSamples.jpeg();
        jpeg[indexOf(jpeg, 0xFF, 0xC4) + 1] = (byte) 0xEF;
        only("image/jpeg", MediaSamples.jpeg());
        assertError("image/jpeg", jpeg, DecodeError.CORRUPT);
    }

    @Test
    void animatedWebpYieldsItsFirstPicture() {
        byte[] still = MediaSamples.webp(false);
        byte[] bitstream = Arrays.copyOfRange(still, indexOf(still, "VP8 "), still.length);
        ByteBuffer out = ByteBuffer.allocate(12 + 18 + 24 + bitstream.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WEBP"));
        out.put(ascii("VP8X")).putInt(10).putInt(2);
        out.put(littleEndian24(MediaSamples.WIDTH - 1)).put(littleEndian24(MediaSamples.HEIGHT - 1));
        out.put(ascii("ANMF")).putInt(16 + bitstream.length).put(new byte[16]).put(bitstream);
        assertThat(meanError(only("image/webp", out.array()).luma())).isLessThan(2.0);
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
        return png(width, height, 1, new byte[100]);
    }

    /** A grey PNG. */
    private static byte[] png(int width, int height, int bitDepth, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(MediaSamples.png(AV_PIX_FMT_GRAY8), 8));
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bitDepth);
        out.writeBytes(MediaSamples.pngChunk("IHDR", header.array()));
        out.writeBytes(MediaSamples.pngChunk("IDAT", data));
        out.writeBytes(MediaSamples.pngChunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static DecodeError errorOf(Decoded decoded) {
        return ((Failed) decoded).error();
    }

    /** A small PNG whose image data goes on behind its last row, for a gigabyte of zeros once inflated. */
    private static byte[] inflatingPng() {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(new byte[1 << 20]);
        byte[] buffer = new byte[1 << 20];
        // A full flush ends the block at a byte, so that it can be repeated.
        int blockLength = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
        deflater.end();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {0x78, 0x01});
        for (int i = 0; i < 1024; i++) {
            data.write(buffer, 0, blockLength);
        }
        return png(16, 16, 8, data.toByteArray());
    }

    private static byte[] progressiveJpeg(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, MediaSamples.luma(width, height));
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam progressive = writer.getDefaultWriteParam();
        progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), progressive);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] littleEndian24(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    private static int indexOf(byte[] bytes, String ascii) {
        int index = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(ascii);
        assertThat(index).as(ascii).isNotNegative();
        return index;
    }

    private static int indexOf(byte[] bytes, int first, int second) {
        return indexOf(bytes, latin1(first, second));
    }

    private static int lastIndexOf(byte[] bytes, int first, int second) {
        return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(latin1(first, second));
    }

    private static String latin1(int first, int second) {
        return String.valueOf(new char[] {(char) first, (char) second});
    }
}
