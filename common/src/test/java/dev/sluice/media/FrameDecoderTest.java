package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameDecoderTest {
    private final FrameDecoder decoder = new FrameDecoder();

    @AfterEach
    void close() {
        decoder.close();
    }

    static Stream<Seed> seeds() {
        return Seed.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decodesEachTypeToWholePicturesOfTheSameScene(Seed seed) {
        List<Decoded.Picture> pictures = pictures(seed.contentType(), seed.bytes());
        assertThat(pictures).hasSize(seed.pictures());
        for (Decoded.Picture picture : pictures) {
            assertThat(picture.luma().width()).isEqualTo(seed.width());
            assertThat(picture.luma().height()).isEqualTo(seed.height());
            assertThat(picture.partial()).isFalse();
        }
        assertThat(pictures.get(0).offsetMillis()).isZero();
        // All seeds begin with the same test picture, whatever carried it: cells of the luma must agree.
        LumaPlane jpeg =
                pictures("image/jpeg", Seed.named("seed.jpg").bytes()).get(0).luma();
        assertThat(meanDifference(cells(jpeg), cells(pictures.get(0).luma()))).isLessThan(8);
    }

    @ParameterizedTest
    @CsvSource({"seed.ts", "seed.mp4", "seed-plain-h265.mp4"})
    void aSegmentsKeyframesKeepTheirDistanceInTime(String name) {
        Seed seed = Seed.named(name);
        assertThat(pictures(seed.contentType(), seed.bytes()))
                .extracting(Decoded.Picture::offsetMillis)
                .containsExactly(0L, 1000L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameDecoderGivesTheSameAnswerAgainAndAfterGarbage(Seed seed) {
        byte[] before = pictures(seed.contentType(), seed.bytes()).get(0).luma().samples();
        decoder.decode(seed.contentType(), Arrays.copyOf(seed.bytes(), seed.bytes().length / 3));
        assertThat(pictures(seed.contentType(), seed.bytes()).get(0).luma().samples())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"seed.jpg, 0.6", "seed.png, 0.7", "seed.webp, 0.8"})
    void aTruncatedPictureIsPartialOrRefusedButNeverWhole(String name, double share) {
        Seed seed = Seed.named(name);
        byte[] bytes = seed.bytes();
        Decoded decoded = decoder.decode(seed.contentType(), Arrays.copyOf(bytes, (int) (bytes.length * share)));
        if (decoded instanceof Decoded.Pictures pictures) {
            assertThat(pictures.pictures()).allMatch(Decoded.Picture::partial);
        } else {
            assertThat(((Decoded.Failed) decoded).error()).isEqualTo(DecodeError.CORRUPT);
        }
    }

    @Test
    void aTruncatedJpegStillShowsWhatIsThere() {
        byte[] bytes = Seed.named("seed.jpg").bytes();
        List<Decoded.Picture> pictures = pictures("image/jpeg", Arrays.copyOf(bytes, bytes.length * 2 / 3));
        assertThat(pictures).singleElement().matches(Decoded.Picture::partial);
    }

    @Test
    void aHeaderThatAnnouncesTooMuchIsRefusedBeforeAnythingIsDecoded() {
        byte[] png = Seed.named("seed.png").bytes();
        ByteBuffer.wrap(png).putInt(16, 65_535).putInt(20, 65_535);
        assertFails("image/png", png, DecodeError.TOO_MANY_PIXELS, "65535x65535");
        byte[] jpeg = Seed.named("seed.jpg").bytes();
        int frameHeader = indexOf(jpeg, (byte) 0xFF, (byte) 0xC0);
        ByteBuffer.wrap(jpeg).putShort(frameHeader + 5, (short) 16_000).putShort(frameHeader + 7, (short) 16_000);
        assertFails("image/jpeg", jpeg, DecodeError.TOO_MANY_PIXELS, "16000x16000");
    }

    @ParameterizedTest
    @CsvSource({"seed.h264", "seed.h265", "seed.ts", "seed.mp4"})
    void codedVideoOverTheBoundIsRefusedByItsOwnSize(String name) {
        Seed seed = Seed.named(name);
        FrameDecoder.Limits small = new FrameDecoder.Limits(1 << 20, 10_000, 1000, Duration.ofSeconds(2));
        try (FrameDecoder strict = new FrameDecoder(small)) {
            Decoded.Failed failed = (Decoded.Failed) strict.decode(seed.contentType(), seed.bytes());
            assertThat(failed.error()).isEqualTo(DecodeError.TOO_MANY_PIXELS);
            assertThat(failed.detail()).contains("192x108");
        }
    }

    @Test
    void bytesBeyondTheBoundAreRefused() {
        FrameDecoder.Limits small = new FrameDecoder.Limits(100, 10_000, 1000, Duration.ofSeconds(2));
        try (FrameDecoder strict = new FrameDecoder(small)) {
            Decoded.Failed failed = (Decoded.Failed) strict.decode("image/jpeg", new byte[101]);
            assertThat(failed.error()).isEqualTo(DecodeError.TOO_LARGE);
            assertThat(failed.detail()).contains("101").contains("100");
        }
    }

    @Test
    void whatTakesTooLongIsGivenUp() {
        FrameDecoder.Limits hasty = new FrameDecoder.Limits(1 << 20, 1_000_000, 1000, Duration.ZERO);
        try (FrameDecoder strict = new FrameDecoder(hasty)) {
            Decoded.Failed failed = (Decoded.Failed)
                    strict.decode("video/mp2t", Seed.named("seed.ts").bytes());
            assertThat(failed.error()).isEqualTo(DecodeError.TIMEOUT);
        }
    }

    @Test
    void eachKindOfGarbageHasItsName() {
        byte[] garbage = "this is no picture at all, whatever it says".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of(
                "image/jpeg", "image/png", "image/webp", "video/h264", "video/h265", "video/mp2t", "video/mp4")) {
            assertFails(type, garbage, DecodeError.WRONG_TYPE, type);
            assertFails(type, new byte[0], DecodeError.EMPTY, type);
        }
        assertFails("image/gif", garbage, DecodeError.UNSUPPORTED_TYPE, "not decoded here");
        assertFails("video/h264", Seed.named("seed.h265").bytes(), DecodeError.NO_KEYFRAME, "no keyframe");
        assertFails("image/jpeg", Seed.named("seed.png").bytes(), DecodeError.WRONG_TYPE, "image/jpeg");
    }

    @Test
    void aSegmentWithoutKeyframeSaysSo() {
        byte[] segment = Seed.named("seed.ts").bytes();
        // The tables and then only what follows the last keyframe.
        byte[] tail = Arrays.copyOf(segment, 188 * 3);
        assertFails("video/mp2t", tail, DecodeError.NO_KEYFRAME, "no keyframe");
    }

    private List<Decoded.Picture> pictures(String contentType, byte[] payload) {
        Decoded decoded = decoder.decode(contentType, payload);
        assertThat(decoded).as("%s", decoded).isInstanceOf(Decoded.Pictures.class);
        return ((Decoded.Pictures) decoded).pictures();
    }

    private void assertFails(String contentType, byte[] payload, DecodeError error, String detail) {
        Decoded decoded = decoder.decode(contentType, payload);
        assertThat(decoded).as("%s", decoded).isInstanceOf(Decoded.Failed.class);
        Decoded.Failed failed = (Decoded.Failed) decoded;
        assertThat(failed.error()).as(failed.detail()).isEqualTo(error);
        assertThat(failed.detail()).contains(detail);
    }

    /** Means of 12 x 6 cells. */
    private static double[] cells(LumaPlane luma) {
        double[] sums = new double[72];
        int[] counts = new int[72];
        for (int y = 0; y < luma.height(); y++) {
            for (int x = 0; x < luma.width(); x++) {
                int cell = y * 6 / luma.height() * 12 + x * 12 / luma.width();
                sums[cell] += luma.samples()[y * luma.width() + x] & 0xFF;
                counts[cell]++;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i];
        }
        return sums;
    }

    private static double meanDifference(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum / one.length;
    }

    private static int indexOf(byte[] bytes, byte first, byte second) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == first && bytes[i + 1] == second) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
