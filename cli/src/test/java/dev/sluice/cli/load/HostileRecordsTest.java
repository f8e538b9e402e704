package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Outgoing;
import dev.sluice.event.Topic;
import dev.sluice.media.Decoded;
import dev.sluice.media.FrameDecoder;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.YuvPicture;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HostileRecordsTest {
    private static final byte[] JPEG = jpeg();

    @Test
    void everyKindIsRecordsOfItsOwnOrAnotherWayToDeliverTheLoad() {
        for (Hostile kind : Hostile.values()) {
            boolean records = records(1).of(kind).isPresent();
            boolean delivery = !Delivery.of(Set.of(kind)).equals(Delivery.USUAL);
            assertThat(records ^ delivery).as(kind.toString()).isTrue();
        }
    }

    @Test
    void theSameSeedMakesTheSameRecords() {
        for (Hostile kind : List.of(Hostile.BROKEN_IMAGES, Hostile.BAD_SIGNATURES, Hostile.MALFORMED_JSON)) {
            Volley one = records(7).of(kind).orElseThrow();
            Volley other = records(7).of(kind).orElseThrow();
            for (long n = 0; n < 50; n++) {
                assertThat(one.record().apply(n).value())
                        .as(kind + " " + n)
                        .isEqualTo(other.record().apply(n).value());
            }
        }
        assertThat(payloads(records(1))).isNotEqualTo(payloads(records(2)));
    }

    @Test
    void nothingHostileIsOfAPlantedStreamOrSignature() {
        for (Hostile kind : Hostile.values()) {
            records(1).of(kind).ifPresent(volley -> LongStream.range(0, 20)
                    .mapToObj(n -> volley.record().apply(n).key())
                    .filter(key -> key != null && !key.isEmpty())
                    .forEach(key -> assertThat(key).contains(key.startsWith("no-slash") ? "no-slash" : "hostile-")));
        }
    }

    @Test
    void whatMayLieInTheBankAfterwardsIsNamed() {
        Volley volley = records(1).of(Hostile.BAD_SIGNATURES).orElseThrow();

        Set<String> sent = LongStream.range(0, 100)
                .mapToObj(n -> volley.record().apply(n))
                .filter(record -> record.topic() == Topic.SIGNATURES)
                .map(Outgoing::key)
                .collect(Collectors.toSet());

        assertThat(records(1).signatureKeys()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void pictureKindsAreDecodedOrRefusedAndDifferFromEachOther() {
        Set<Integer> different = new HashSet<>();
        try (FrameDecoder decoder = new FrameDecoder()) {
            for (BrokenPictures.BrokenPicture picture : BrokenPictures.all(JPEG, 1)) {
                different.add(31 * picture.contentType().hashCode() + Arrays.hashCode(picture.payload()));
                Decoded decoded = decoder.decode(picture.contentType(), picture.payload());
                switch (picture.name()) {
                    case "16-bit", "huge-icc", "huge-exif" ->
                        assertThat(decoded).as(picture.name()).isInstanceOf(Decoded.Pictures.class);
                    case "0x0",
                            "65535x65535",
                            "negative-size",
                            "header-only",
                            "random-bytes",
                            "no-bytes",
                            "gif-as-jpeg" ->
                        assertThat(decoded).as(picture.name()).isInstanceOf(Decoded.Failed.class);
                    default -> {}
                }
            }
        }
        assertThat(different).hasSize(BrokenPictures.all(JPEG, 1).size());
    }

    @Test
    void reversedFramesAreAllSentAndTurnedAroundBlockByBlock() {
        Delivery delivery = Delivery.of(Set.of(Hostile.REVERSAL));

        List<Integer> order =
                IntStream.range(0, 13).mapToObj(n -> delivery.frameAt(n, 13, 2)).toList();

        assertThat(order).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 12, 11, 10);
    }

    @Test
    void aDayAheadAndADayBehindMeet() {
        Delivery delivery = Delivery.of(Set.of(Hostile.CLOCK_SKEW, Hostile.LATE, Hostile.DUPLICATES));

        assertThat(delivery.shiftOf(0)).hasHours(23);
        assertThat(delivery.shiftOf(1)).hasHours(-25);
        assertThat(delivery.copies()).isEqualTo(10);
    }

    private static List<Integer> payloads(HostileRecords records) {
        Volley volley = records.of(Hostile.BROKEN_IMAGES).orElseThrow();
        return LongStream.range(0, 40)
                .mapToObj(n -> Arrays.hashCode(volley.record().apply(n).value()))
                .toList();
    }

    private static HostileRecords records(long seed) {
        return new HostileRecords("r", "bank", JPEG, JPEG, seed);
    }

    private static byte[] jpeg() {
        byte[] luma = new byte[320 * 180];
        new Random(3).nextBytes(luma);
        byte[] chroma = new byte[160 * 90];
        try (JpegEncoder encoder = new JpegEncoder()) {
            return encoder.encode(new YuvPicture(320, 180, luma, chroma, chroma, true));
        }
    }
}
