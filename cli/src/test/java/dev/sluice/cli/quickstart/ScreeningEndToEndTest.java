package dev.sluice.cli.quickstart;

import static dev.sluice.cli.quickstart.WrittenRecords.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.cli.publish.Playback;
import dev.sluice.cli.publish.StreamPublisher;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.Outgoing;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.media.YuvPicture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real job between a real broker's topics: what goes wrong is named, and what must be found is found. */
class ScreeningEndToEndTest {
    private static final String KNOWN = Scenes.CARPET.graph(8);
    private static final int MOST_PROBES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Playback FAST = new Playback(4, 4, Playback.Encoding.H264);

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static KafkaConnection kafka;
    private static WrittenRecords records;
    private static EventProducer producer;
    private static MiniFlink flink;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        kafka = new KafkaConnection(broker.bootstrapServers(), "test.", Map.of());
        records = new WrittenRecords(kafka, PATIENCE);
        new Topics(kafka).create(2, (short) 1);
        producer = new EventProducer(kafka);
        producer.sendPolicy(policy());
        try (PictureSource video = new SyntheticVideo(KNOWN)) {
            signatures().addVideo("film", video, Signatures.Work.USUAL);
        }
        producer.flush();
        flink = MiniFlink.start(0, 2, folder);
        flink.submit(kafka);
    }

    @AfterAll
    static void stop() {
        flink.close();
        producer.close();
        broker.close();
    }

    @Test
    void aKnownVideoIsFlaggedAndKilledAndAnotherIsNot() throws Exception {
        publish("rerun", KNOWN);
        publish("harmless", Scenes.CLOUDS.graph(8));
        JsonNode kill =
                records.await(Topic.KILLS, value -> text(value, "stream_id").equals("rerun"));
        assertThat(text(kill, "ground")).isEqualTo("TERRORISM");
        assertThat(kill.path("scope")).extracting(JsonNode::asText).containsExactly("end-session", "hold-key");
        JsonNode flag =
                records.await(Topic.FLAGS, value -> text(value, "flag_id").equals(text(kill, "flag_id")));
        assertThat(text(flag, "stream_id")).isEqualTo("rerun");
        records.await(Topic.DIRECTIVES, value -> text(value, "stream_id").equals("rerun"));
        records.await(Topic.DECISIONS, value -> text(value, "action").equals("KILL"));
        assertThat(records.all(Topic.FLAGS))
                .noneMatch(value -> text(value, "stream_id").equals("harmless"));
    }

    @Test
    void alarmedChatIsFlaggedAndNeverKills() throws Exception {
        for (String author : List.of("ann", "bob", "cem")) {
            byte[] chat = json("{'stream_id':'street','author_id':'%s','text':'He is GOING to  shoot!'}", author);
            producer.send(new Outgoing(Topic.CHAT, "street", Map.of(), chat));
        }
        JsonNode flag =
                records.await(Topic.FLAGS, value -> text(value, "stream_id").equals("street"));
        assertThat(text(flag, "reason")).isEqualTo("CHAT");
        assertThat(flag.path("why_not_more").get(0).asText()).contains("never ends a stream");
    }

    @Test
    void everyBadRecordIsNamedInTheDeadLettersAndTheJobNeverRestarts() throws Exception {
        frame("garbage", "image/jpeg", "no picture".getBytes(StandardCharsets.UTF_8));
        frame("unknown-type", "image/tiff", new byte[] {1});
        frame("bomb", "image/png", pngOf(65_535, 65_535));
        producer.send(new Outgoing(Topic.CHAT, "not-json", Map.of(), "{'".getBytes(StandardCharsets.UTF_8)));
        producer.send(new Outgoing(
                Topic.SIGNATURES,
                "known-violent/not-hex",
                Map.of(),
                json("{'bank':'known-violent','signature_id':'not-hex','media':'IMAGE',"
                        + "'frames':[{'hash':'xyz','quality':100}]}")));
        producer.send(new Outgoing(Topic.POLICY, "policy", Map.of(), "epoch: [".getBytes(StandardCharsets.UTF_8)));
        awaitDeadLetter("garbage", "WRONG_TYPE", "FingerprintFrames");
        awaitDeadLetter("unknown-type", "UNSUPPORTED_TYPE", "FingerprintFrames");
        awaitDeadLetter("bomb", "TOO_MANY_PIXELS", "FingerprintFrames");
        awaitDeadLetter("not-json", "NOT_JSON", "ReadChat");
        awaitDeadLetter("known-violent/not-hex", "BAD_HASH", "CheckSignatures");
        awaitDeadLetter("policy", "INVALID_POLICY", "ReadPolicy");
        assertThat(flink.rest().restarts()).isZero();
    }

    @Test
    void aTruncatedPictureMayFlagAndIsMarked() throws Exception {
        byte[] jpeg = firstFrame(KNOWN);
        frame("cut-off", "image/jpeg", Arrays.copyOf(jpeg, jpeg.length - 200));
        JsonNode flag =
                records.await(Topic.FLAGS, value -> text(value, "stream_id").equals("cut-off"));
        assertThat(flag.path("matches").get(0).path("partial").asBoolean()).isTrue();
        assertThat(flag.path("why_not_more").toString()).contains("incomplete pictures never kill");
    }

    @Test
    void aSignatureAddedLaterIsFoundInWhatTheStreamShowedBefore() throws Exception {
        publish("early", Scenes.CHART.graph(8));
        try (PictureSource video = new SyntheticVideo(Scenes.CHART.graph(8))) {
            signatures().addVideo("late", video, Signatures.Work.USUAL);
        }
        producer.flush();
        Instant added = Instant.now();
        JsonNode flag = records.await(
                Topic.FLAGS,
                value -> text(value, "stream_id").equals("early") && names(value, "known-violent", "late"));
        say("a signature flags what a stream showed before", added, Instant.parse(text(flag, "at")));
        JsonNode kill =
                records.await(Topic.KILLS, value -> text(value, "stream_id").equals("early"));
        assertThat(text(kill, "reason")).contains("known-violent/late");
    }

    @Test
    void aRemovedSignatureMatchesNoMore() throws Exception {
        byte[] gone = firstFrame(Scenes.SPIRAL.graph(1));
        try (PictureSource video = new SyntheticVideo(Scenes.SPIRAL.graph(1))) {
            signatures().addPicture("gone", video.next().orElseThrow().picture().luma());
        }
        producer.flush();
        int probes = 0;
        while (!isFlagged("before-" + probes, gone)) {
            probes++;
        }

        producer.sendTombstone(Topic.SIGNATURES, "known-violent/gone");
        producer.flush();
        Instant removed = Instant.now();
        Instant asked;
        int later = 0;
        do {
            asked = Instant.now();
        } while (isFlagged("after-" + later++, gone) && later < MOST_PROBES);

        assertThat(later).isLessThan(MOST_PROBES);
        say("a removed signature matches no frame that was sent", removed, asked);
    }

    /** Whether the picture raises a flag before one that certainly does, on the same stream and so after it. */
    private static boolean isFlagged(String streamId, byte[] picture) throws Exception {
        frame(streamId, "image/jpeg", picture);
        producer.send(new FrameEvent(streamId + "/1", streamId, "", 1, 2000, "image/jpeg", firstFrame(KNOWN), null));
        records.await(
                Topic.FLAGS,
                value -> text(value, "stream_id").equals(streamId) && names(value, "known-violent", "film"));
        return records.all(Topic.FLAGS).stream()
                .anyMatch(value -> text(value, "stream_id").equals(streamId) && names(value, "known-violent", "gone"));
    }

    @Test
    void aFrameWhoseBytesAListNamesByMd5IsFlaggedAndNotKilled() throws Exception {
        byte[] jpeg = firstFrame(Scenes.LIFE.graph(1));
        SignatureEvent.Digest digest = new SignatureEvent.Digest(
                DigestAlgorithm.MD5, HexFormat.of().formatHex(DigestAlgorithm.MD5.digest(jpeg)));
        SignatureEvent file = new SignatureEvent(
                "known-violent",
                "file",
                SignatureEvent.FILE,
                SignatureEvent.POSITIVE,
                "test",
                Instant.now(),
                List.of(),
                List.of(digest));
        producer.send(Topic.SIGNATURES, "known-violent/file", "file", file);
        frame("exact", "image/jpeg", jpeg);

        JsonNode flag =
                records.await(Topic.FLAGS, value -> text(value, "stream_id").equals("exact"));

        assertThat(names(flag, "known-violent", "file")).isTrue();
        assertThat(flag.path("matches").get(0).path("distance").asInt(-1)).isZero();
        assertThat(text(flag, "recommended_action")).isEqualTo("REVIEW");
    }

    private static boolean names(JsonNode flag, String bank, String signatureId) {
        JsonNode match = flag.path("matches").path(0);
        return text(match, "bank").equals(bank) && text(match, "signature_id").equals(signatureId);
    }

    private static void say(String what, Instant from, Instant to) {
        System.out.println(what + " after " + Duration.between(from, to).toMillis() + " ms");
    }

    private static Signatures signatures() {
        return new Signatures(producer, "known-violent", "test", Instant.now());
    }

    private static void publish(String streamId, String graph) throws Exception {
        try (PictureSource video = new SyntheticVideo(graph)) {
            new StreamPublisher(producer, streamId, "account", streamId, FAST).play(video, ptsMillis -> {});
        }
    }

    private static void frame(String streamId, String contentType, byte[] payload) throws Exception {
        producer.send(new FrameEvent(streamId + "/0", streamId, "", 0, 0, contentType, payload, null));
    }

    private static byte[] firstFrame(String graph) throws Exception {
        try (PictureSource video = new SyntheticVideo(graph);
                JpegEncoder encoder = new JpegEncoder()) {
            YuvPicture picture = video.next().orElseThrow().picture();
            return encoder.encode(picture);
        }
    }

    /** The header of a picture of that size, and nothing behind it. */
    private static byte[] pngOf(int width, int height) {
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
    }

    private static byte[] json(String text, Object... values) {
        return String.format(text.replace('\'', '"'), values).getBytes(StandardCharsets.UTF_8);
    }

    private static String policy() throws IOException {
        try (InputStream in = Quickstart.class.getResourceAsStream("/quickstart/policy.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void awaitDeadLetter(String key, String error, String stage) {
        JsonNode letter =
                records.await(Topic.DEADLETTERS, value -> text(value, "key").equals(key));
        assertThat(text(letter, "error")).isEqualTo(error);
        assertThat(text(letter, "stage")).isEqualTo(stage);
        assertThat(text(letter, "sha256")).hasSize(64);
    }
}
