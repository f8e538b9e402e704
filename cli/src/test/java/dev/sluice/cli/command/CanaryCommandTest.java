package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.canary.Canary;
import dev.sluice.cli.canary.CanaryRound;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventFollower;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Flag;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canary against a real broker, with and without the job. */
class CanaryCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final EventCodec codec = new EventCodec();
    private EmbeddedBroker broker;
    private KafkaConnection kafka;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        kafka = new KafkaConnection(broker.bootstrapServers(), "sluice.", Map.of());
        new Topics(kafka).create(1, (short) 1);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void withoutTheJobTheFlagIsMissingAndWithItTheFlagComesAndIsClosed() throws Exception {
        Path file = folder.resolve("canary.prom");
        Outcome missing =
                canary("--once", "--objective", "100ms", "--patience", "1s", "--metrics-file", file.toString());
        assertThat(missing.out()).contains("missing  no flag within 1.000 s  canary-");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(file).content().contains("sluice_canary_up 0\n", "{result=\"missing\"} 1\n");

        try (EventProducer producer = new EventProducer(kafka);
                MiniFlink flink = MiniFlink.start(0, 1, folder)) {
            // What may kill may not kill a canary: the bank in force flags only.
            producer.sendPolicy(policy(false));
            producer.flush();
            flink.submit(kafka);
            Outcome ok = canary("--once", "--objective", "20s", "--metrics-file", file.toString());
            assertThat(ok.err()).isEmpty();
            assertThat(ok.out()).containsPattern("ok +\\d+\\.\\d{3} s \\(objective 20\\.000 s\\)  canary-");
            assertThat(ok.exitCode()).isZero();
            assertThat(file).content().contains("sluice_canary_up 1\n", "{result=\"ok\"} 1\n");

            String streamId = ok.out().strip().replaceAll(".* ", "");
            Flag cleared = codec.readFlag(await(Topic.FLAGS, message -> isCleared(message, streamId)));
            assertThat(cleared.reason()).isEqualTo(Flag.SIGNATURE);
            List<Flag> flags = flags(streamId);
            assertThat(flags.get(0).category()).isEqualTo("CANARY");
            assertThat(flags).extracting(Flag::priority).doesNotContain("P0");
            assertThat(all(Topic.KILLS)).isEmpty();
            assertThat(codec.readStream(await(Topic.STREAMS, message -> isEnd(message, streamId)))
                            .phase())
                    .isEqualTo(StreamEvent.ENDED);
            assertThat(all(Topic.SIGNATURES)).as("once, over both runs").hasSize(1);
        }
    }

    @Test
    void aFlagThatComesAfterTheRoundIsAnsweredInALaterOne() throws Exception {
        Canary hasty = new Canary(kafka, new Canary.Settings("canary", Duration.ofMillis(100), Duration.ofSeconds(1)));
        CanaryRound missed = hasty.round().orElseThrow();
        assertThat(missed.result()).isEqualTo(CanaryRound.Result.MISSING);

        try (MiniFlink flink = MiniFlink.start(0, 1, folder)) {
            flink.submit(kafka);
            // The flag comes while no round runs.
            await(Topic.FLAGS, message -> message.key().equals(missed.streamId()));
            hasty.round();

            await(Topic.FLAGS, message -> isCleared(message, missed.streamId()));
        }
    }

    @Test
    void aBankThatMayKillIsRefused() throws Exception {
        try (EventProducer producer = new EventProducer(kafka)) {
            producer.sendPolicy(policy(true));
            producer.flush();
        }

        Outcome refused = canary("--once");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .contains("bank canary may kill (kill_eligible) in the policy in force");
        assertThat(all(Topic.FRAMES)).isEmpty();
    }

    @Test
    void sigtermEndsTheStreamThatRuns() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sluice.class.getName(),
                        "canary",
                        "--patience",
                        "10m",
                        "--bootstrap",
                        broker.bootstrapServers())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            Message begun = await(Topic.STREAMS, message -> true);
            process.destroy();

            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await(Topic.STREAMS, message -> isEnd(message, begun.key()));
            assertThat(Files.readString(folder.resolve("out"))).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    private Outcome canary(String... options) {
        List<String> arguments = new ArrayList<>(List.of("canary", "--bootstrap", broker.bootstrapServers()));
        arguments.addAll(List.of(options));
        return Outcome.run(arguments.toArray(String[]::new));
    }

    private boolean isCleared(Message message, String streamId) {
        try {
            return message.key().equals(streamId)
                    && codec.readFlag(message).state().equals(Flag.CLEARED);
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isEnd(Message message, String streamId) {
        try {
            return message.key().equals(streamId)
                    && codec.readStream(message).phase().equals(StreamEvent.ENDED);
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
    }

    private List<Flag> flags(String streamId) throws MalformedEventException {
        List<Flag> flags = new ArrayList<>();
        for (Message message : all(Topic.FLAGS)) {
            if (message.key().equals(streamId)) {
                flags.add(codec.readFlag(message));
            }
        }
        return flags;
    }

    private Message await(Topic topic, Predicate<Message> wanted) {
        List<Message> found = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (EventFollower follower = new EventFollower(kafka, List.of(topic), true)) {
            while (found.isEmpty() && System.nanoTime() < end) {
                follower.poll(Duration.ofMillis(50), (from, record) -> {
                    Message message = RecordReader.message(record);
                    if (wanted.test(message)) {
                        found.add(message);
                    }
                });
            }
        }
        assertThat(found).as("a record on %s", topic).isNotEmpty();
        return found.get(0);
    }

    private List<Message> all(Topic topic) {
        List<Message> found = new ArrayList<>();
        try (EventFollower follower = new EventFollower(kafka, List.of(topic), true)) {
            follower.poll(Duration.ofSeconds(1), (from, record) -> found.add(RecordReader.message(record)));
        }
        return found;
    }

    private static String policy(boolean kills) {
        return """
                version: canary-test
                kills: {mode: ENFORCE}
                banks:
                  - {name: canary, category: CANARY, severity: 0.1, distance: 31, kill_eligible: %s, soak_seconds: 0}
                """.formatted(kills);
    }
}
