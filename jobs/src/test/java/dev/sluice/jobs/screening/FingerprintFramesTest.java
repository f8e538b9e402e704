package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.DeadLetter;
import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.Flag;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.FrameRef;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.Variant;
import dev.sluice.jobs.kafka.DeadLetters;
import dev.sluice.jobs.metric.JobMetric;
import dev.sluice.jobs.metric.Measured;
import dev.sluice.screening.StreamInput;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintFramesTest {
    private static final Flag.Coverage COVERAGE = new Flag.Coverage(9, 3, 1);

    @TempDir
    private Path folder;

    @TempDir
    private Path journal;

    private OneInputStreamOperatorTestHarness<SampledFrame, StreamInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forProcessFunction(
                new FingerprintFrames(List.of(folder.toUri().toString()), journal.toString()));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aFrameThatWasInADecoderWhenItsProcessDiedIsNotDecodedAgain() throws Exception {
        byte[] jpeg = Records.media("seed.jpg");
        harness.close();
        Files.createFile(journal.resolve("suspect-" + DeadLetters.sha256(jpeg)));
        open();
        process("image/jpeg", jpeg);

        assertDigestsAlone(jpeg);
        assertThat(Records.deadLetters(harness))
                .extracting(DeadLetter::error)
                .containsExactly(FingerprintFrames.CRASHED);
    }

    @Test
    void aJpegLeavesAFingerprintPerVariantAndWhereItCameFrom() throws Exception {
        byte[] jpeg = Records.media("seed.jpg");
        process("image/jpeg", jpeg);

        assertThat(Records.deadLetters(harness)).isEmpty();
        assertThat(fingerprinted()).singleElement().satisfies(frame -> {
            assertThat(frame.streamId()).isEqualTo("s");
            assertThat(frame.accountId()).isEqualTo("acc");
            assertThat(frame.ptsMillis()).isEqualTo(7_000);
            assertThat(frame.partial()).isFalse();
            assertThat(frame.coverage()).isEqualTo(COVERAGE);
            assertThat(frame.evidence())
                    .isEqualTo(
                            new Flag.FrameEvidence("sluice.input", 3, 42, 14, 7_000, DeadLetters.sha256(jpeg), 1_000));
            assertThat(frame.digests())
                    .containsExactly(
                            PayloadDigest.of(DigestAlgorithm.MD5, jpeg),
                            PayloadDigest.of(DigestAlgorithm.SHA1, jpeg),
                            PayloadDigest.of(DigestAlgorithm.SHA256, jpeg));
            assertThat(frame.remembered().digests()).isEqualTo(frame.digests());
            assertThat(frame.fingerprints())
                    .extracting(fingerprint -> fingerprint.variant())
                    .startsWith(Variant.ORIGINAL, Variant.MIRROR);
            assertThat(frame.fingerprints())
                    .allSatisfy(fingerprint ->
                            assertThat(fingerprint.hash().weight()).isEqualTo(128));
        });
    }

    @ParameterizedTest
    @CsvSource({"seed.mp4, video/mp4", "seed.ts, video/mp2t"})
    void eachKeyframeOfASegmentStandsAtItsOwnTime(String name, String contentType) throws Exception {
        process(contentType, Records.media(name));

        assertThat(fingerprinted()).extracting(FrameFingerprints::ptsMillis).containsExactly(7_000L, 8_000L);
        assertThat(fingerprinted())
                .extracting(frame -> frame.evidence().ptsMillis())
                .containsExactly(7_000L, 8_000L);
        assertThat(fingerprinted())
                .extracting(frame -> frame.fingerprints().get(0).hash())
                .doesNotHaveDuplicates();
    }

    @Test
    void aTruncatedJpegIsMarkedPartial() throws Exception {
        byte[] jpeg = Records.media("seed.jpg");
        process("image/jpeg", Arrays.copyOf(jpeg, jpeg.length * 2 / 3));

        assertThat(fingerprinted()).singleElement().matches(FrameFingerprints::partial);
    }

    @Test
    void aClaimCheckIsFetchedAndItsPictureFingerprintedLikeAnyOther() throws Exception {
        byte[] jpeg = Records.media("seed.jpg");
        process(FrameRef.CONTENT_TYPE, claimCheck(jpeg));

        assertThat(fingerprinted())
                .singleElement()
                .satisfies(frame -> assertThat(frame.evidence().sha256()).isEqualTo(DeadLetters.sha256(jpeg)));
    }

    @Test
    void aRefusedClaimCheckIsADeadLetterOfTheRecordAsItLay() throws Exception {
        byte[] reference = claimCheck(Records.media("seed.jpg"));
        Files.delete(folder.resolve("frame"));
        process(FrameRef.CONTENT_TYPE, reference);

        assertRefused(reference, "UNREACHABLE");
    }

    @Test
    void aTypeThatIsNotDecodedIsADeadLetter() throws Exception {
        byte[] gif = "GIF89a".getBytes(StandardCharsets.UTF_8);
        process("image/gif", gif);

        assertRefused(gif, "UNSUPPORTED_TYPE");
    }

    @ParameterizedTest
    @CsvSource({"image/jpeg", "image/png", "image/webp", "video/h264", "video/h265", "video/mp2t", "video/mp4"})
    void garbageOfAnyDeclaredTypeIsADeadLetter(String contentType) throws Exception {
        byte[] garbage = "no picture at all".getBytes(StandardCharsets.UTF_8);
        process(contentType, garbage);

        assertRefused(garbage, "WRONG_TYPE");
        assertDigestsAlone(garbage);
    }

    @Test
    void aHugePictureIsADeadLetterAndIsNeverDecoded() throws Exception {
        byte[] png = Records.media("seed.png");
        ByteBuffer.wrap(png).putInt(16, 65_535).putInt(20, 65_535);
        process("image/png", png);

        assertRefused(png, "TOO_MANY_PIXELS");
    }

    @Test
    void noBytesAtAllAreADeadLetter() throws Exception {
        process("image/jpeg", new byte[0]);

        assertRefused(new byte[0], "EMPTY");
        assertThat(fingerprinted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4000", "4000, 1", "4, 4", "5, 5", "16, 16", "63, 65"})
    void picturesOfOddSizesRestartNothing(int width, int height) throws Exception {
        process("image/png", png(width, height));

        assertThat(fingerprinted()).singleElement().satisfies(frame -> assertThat(Records.deadLetters(harness))
                .hasSize(frame.fingerprints().isEmpty() ? 1 : 0));
    }

    @Test
    void afterARefusalTheNextFrameIsFingerprinted() throws Exception {
        process("image/jpeg", new byte[] {1, 2, 3});
        process("image/jpeg", Records.media("seed.jpg"));

        assertThat(fingerprinted())
                .extracting(frame -> frame.fingerprints().isEmpty())
                .containsExactly(true, false);
    }

    @Test
    void everySampledFrameIsCountedOnceAndItsDecodingIsTimed() throws Exception {
        byte[] reference = claimCheck(Records.media("seed.jpg"));
        Files.delete(folder.resolve("frame"));
        process("image/jpeg", new byte[] {1, 2, 3});
        process("image/jpeg", Records.media("seed.jpg"));
        process("video/mp4", Records.media("seed.mp4"));
        process(FrameRef.CONTENT_TYPE, reference);

        Measured measured = Measured.by(harness);
        assertThat(measured.counter(JobMetric.FRAMES_FINGERPRINTED)).isEqualTo(2);
        assertThat(measured.labels(JobMetric.DECODE_ERRORS)).containsExactly("WRONG_TYPE");
        assertThat(measured.counter(JobMetric.DECODE_ERRORS, "WRONG_TYPE")).isEqualTo(1);
        assertThat(measured.labels(JobMetric.DEAD_LETTERS)).containsExactlyInAnyOrder("WRONG_TYPE", "UNREACHABLE");
        assertThat(measured.histogram(JobMetric.DECODE_MILLIS).getCount()).isEqualTo(3);
    }

    @Test
    void closingLeavesNoDecodingThreadBehind() throws Exception {
        process("image/jpeg", Records.media("seed.jpg"));
        harness.close();

        Instant patience = Instant.now().plus(Duration.ofSeconds(10));
        while (decoding() && Instant.now().isBefore(patience)) {
            Thread.sleep(20);
        }
        assertThat(decoding()).isFalse();
    }

    private void process(String contentType, byte[] payload) throws Exception {
        FrameEvent frame = new FrameEvent("id", "s", "acc", 14, 7_000, contentType, payload, Records.ORIGIN);
        harness.processElement(new SampledFrame(frame, COVERAGE), 0);
    }

    private List<FrameFingerprints> fingerprinted() {
        return harness.extractOutputValues().stream().map(StreamInput::frame).toList();
    }

    private void assertDigestsAlone(byte[] payload) {
        assertThat(fingerprinted()).singleElement().satisfies(frame -> {
            assertThat(frame.fingerprints()).isEmpty();
            assertThat(frame.partial()).isTrue();
            assertThat(frame.ptsMillis()).isEqualTo(7_000);
            assertThat(frame.evidence().sha256()).isEqualTo(DeadLetters.sha256(payload));
            assertThat(frame.digests()).contains(PayloadDigest.of(DigestAlgorithm.MD5, payload));
        });
    }

    private void assertRefused(byte[] value, String error) {
        assertThat(fingerprinted())
                .allMatch(frame ->
                        frame.fingerprints().isEmpty() && !frame.digests().isEmpty());
        assertThat(Records.deadLetters(harness)).singleElement().satisfies(letter -> {
            assertThat(letter.stage()).isEqualTo("FingerprintFrames");
            assertThat(letter.error()).isEqualTo(error);
            assertThat(letter.message()).isNotBlank();
            assertThat(letter.key()).isEqualTo("s");
            assertThat(letter.offset()).isEqualTo(42);
            assertThat(letter.size()).isEqualTo(value.length);
            assertThat(letter.sha256()).isEqualTo(DeadLetters.sha256(value));
        });
    }

    private byte[] claimCheck(byte[] payload) throws IOException {
        Path file = Files.write(folder.resolve("frame"), payload);
        return """
                {"uri": "%s", "sha256": "%s", "size": %d, "content_type": "image/jpeg"}
                """.formatted(file.toUri(), DeadLetters.sha256(payload), payload.length)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] png(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            picture.getRaster().setSample(i % width, i / width, 0, i * 37 % 256);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    private static boolean decoding() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("sluice-decode"));
    }
}
