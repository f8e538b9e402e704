package dev.sluice.cli.quickstart;

import static dev.sluice.cli.quickstart.WrittenRecords.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are halfway into a known video when the job is stopped and goes on with another parallelism. */
class RescalingEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> STREAMS =
            IntStream.range(0, 8).mapToObj(i -> "stream-" + i).toList();

    @TempDir
    private Path folder;

    @Test
    void aRescaledJobFlagsAndKillsTheSameByTheSameIds() throws Exception {
        KnownFilm film = new KnownFilm();
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                MiniFlink flink = MiniFlink.start(0, 3, folder)) {
            World steady = new World(broker, "steady.");
            flink.submit(steady.kafka, 2, SavepointRestoreSettings.none());
            steady.show(film, 0, KnownFilm.FRAMES);
            steady.awaitKills();
            String unused = flink.stopWithSavepoint(folder);

            World rescaled = new World(broker, "rescaled.");
            flink.submit(rescaled.kafka, 1, SavepointRestoreSettings.none());
            rescaled.show(film, 0, 3);
            rescaled.awaitFlags();
            assertThat(rescaled.records.all(Topic.KILLS))
                    .as("three frames are no sequence")
                    .isEmpty();
            String first = flink.stopWithSavepoint(folder);
            rescaled.show(film, 3, 4);
            flink.submit(rescaled.kafka, 2, SavepointRestoreSettings.forPath(first, false));
            String second = flink.stopWithSavepoint(folder);
            flink.submit(rescaled.kafka, 3, SavepointRestoreSettings.forPath(second, false));
            rescaled.show(film, 4, KnownFilm.FRAMES);
            rescaled.awaitKills();

            assertThat(rescaled.ids(Topic.KILLS, "kill_id")).isEqualTo(steady.ids(Topic.KILLS, "kill_id"));
            assertThat(rescaled.ids(Topic.FLAGS, "flag_id")).isEqualTo(steady.ids(Topic.FLAGS, "flag_id"));
            assertThat(rescaled.opened()).as("no flag is new twice").doesNotHaveDuplicates();
            steady.close();
            rescaled.close();
        }
    }

    /** Topics of their own, with the known film listed. */
    private static final class World implements AutoCloseable {
        final KafkaConnection kafka;
        final WrittenRecords records;
        private final EventProducer producer;

        World(EmbeddedBroker broker, String prefix) throws Exception {
            kafka = new KafkaConnection(broker.bootstrapServers(), prefix, Map.of());
            records = new WrittenRecords(kafka, PATIENCE);
            new Topics(kafka).create(3, (short) 1);
            producer = new EventProducer(kafka);
            try (InputStream policy = Quickstart.class.getResourceAsStream("/quickstart/policy.yaml")) {
                producer.sendPolicy(new String(policy.readAllBytes(), StandardCharsets.UTF_8));
            }
            KnownFilm.list(producer);
        }

        void show(KnownFilm film, int from, int to) throws Exception {
            for (String stream : STREAMS) {
                film.show(producer, stream, from, to);
            }
        }

        void awaitFlags() {
            STREAMS.forEach(stream -> records.await(Topic.FLAGS, is(stream)));
        }

        void awaitKills() {
            STREAMS.forEach(stream -> records.await(Topic.KILLS, is(stream)));
        }

        private static Predicate<JsonNode> is(String stream) {
            return value -> text(value, "stream_id").equals(stream);
        }

        /** Kills are repeated until somebody acknowledges them; a repetition has the id of the first. */
        List<String> ids(Topic topic, String field) {
            return records.all(topic).stream()
                    .map(value -> text(value, field))
                    .distinct()
                    .sorted()
                    .collect(Collectors.toList());
        }

        List<String> opened() {
            return records.all(Topic.FLAGS).stream()
                    .filter(flag -> text(flag, "state").equals("OPEN"))
                    .map(flag -> text(flag, "flag_id"))
                    .toList();
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
