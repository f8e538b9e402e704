package dev.sluice.cli.quickstart;

import static dev.sluice.cli.quickstart.WrittenRecords.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.AccountEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The savepoint of each release, restored by the code of today. {@code src/test/resources/savepoints/VERSION} holds the savepoint,
 * the topics' records at that time ({@code records.jsonl}), and the states whose schema has changed since
 * ({@code changed-since.txt}): whoever changes a record that is kept in state adds it there, after making sure that the old one
 * is read as it should be. A release writes its own with {@code -Dsluice.savepoint=VERSION}.
 */
class SavepointEndToEndTest {
    private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of the world in which the savepoints are taken. */
    private static final int PARTITIONS = 2;

    private static final Instant FOREVER = Instant.parse("2099-01-01T00:00:00Z");

    private static final String POLICY = """
            version: savepoint-1
            epoch: 1
            banks:
              - {name: known-violent, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true, soak_seconds: 0}
            kills: {mode: ENFORCE, blocked_accounts: REVIEW}
            """;

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private KafkaConnection kafka;
    private WrittenRecords records;
    private EventProducer producer;
    private MiniFlink flink;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        kafka = new KafkaConnection(broker.bootstrapServers(), "savepoint.", Map.of());
        records = new WrittenRecords(kafka, PATIENCE);
        new Topics(kafka).create(PARTITIONS, (short) 1);
        producer = new EventProducer(kafka);
        Configuration inOneFile = new Configuration();
        inOneFile.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        flink = MiniFlink.start(0, PARTITIONS, folder, inOneFile);
    }

    @AfterEach
    void stop() {
        flink.close();
        producer.close();
        broker.close();
    }

    static Stream<String> releases() throws Exception {
        try (Stream<Path> folders = Files.list(SAVEPOINTS)) {
            return folders.map(release -> release.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whatAReleaseSavedIsGoneOnWith(String release) throws Exception {
        Path saved = SAVEPOINTS.resolve(release);
        RecordLog.play(saved.resolve("records.jsonl"), kafka);
        flink.submit(
                kafka,
                PARTITIONS,
                SavepointRestoreSettings.forPath(saved.toUri().toString(), false));

        begin("blocked-again", "blocked");
        assertThat(text(flagOf("blocked-again"), "reason"))
                .as("a block that is only in the state")
                .isEqualTo("BLOCKED_ACCOUNT");
        new KnownFilm().show(producer, "copy", 0, KnownFilm.FRAMES);
        assertThat(text(
                        records.await(
                                Topic.KILLS, value -> text(value, "stream_id").equals("copy")),
                        "ground"))
                .isEqualTo("TERRORISM");
        assertThat(flink.rest().restarts()).isZero();
        Path now = Path.of(URI.create(flink.stopWithSavepoint(folder)));

        assertThat(changed(SavedState.of(saved), SavedState.of(now)))
                .as("states whose schema differs from that of release %s (see this test's description)", release)
                .isEqualTo(new TreeSet<>(Files.readAllLines(saved.resolve("changed-since.txt"))));
    }

    @Test
    @EnabledIfSystemProperty(named = "sluice.savepoint", matches = "\\d+\\.\\d+\\.\\d+")
    void aReleaseWritesItsOwn() throws Exception {
        producer.sendPolicy(POLICY);
        KnownFilm.list(producer);
        Instant now = Instant.now();
        producer.send(Topic.ACCOUNTS, "blocked", "blocked", new AccountEvent("blocked", "", 2, FOREVER, "", now));
        flink.submit(kafka);
        new KnownFilm().show(producer, "half", 0, 3);
        flagOf("half");
        new KnownFilm().show(producer, "killed", 0, KnownFilm.FRAMES);
        var unused =
                records.await(Topic.KILLS, value -> text(value, "stream_id").equals("killed"));
        begin("blocked-live", "blocked");
        flagOf("blocked-live");

        Path savepoint = Path.of(URI.create(flink.stopWithSavepoint(folder)));

        Path saved = Files.createDirectories(SAVEPOINTS.resolve(System.getProperty("sluice.savepoint")));
        Files.copy(savepoint.resolve("_metadata"), saved.resolve("_metadata"), StandardCopyOption.REPLACE_EXISTING);
        RecordLog.save(kafka, saved.resolve("records.jsonl"));
        Files.write(saved.resolve("changed-since.txt"), List.of());
        try (Stream<Path> files = Files.list(savepoint)) {
            assertThat(files).as("all of the savepoint is in one file").hasSize(1);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Set<String> changed(
            Map<String, TypeSerializerSnapshot<?>> before, Map<String, TypeSerializerSnapshot<?>> after) {
        Set<String> changed = new TreeSet<>();
        before.forEach((state, serializer) -> {
            TypeSerializerSnapshot now = after.get(state);
            if (now == null || !now.resolveSchemaCompatibility(serializer).isCompatibleAsIs()) {
                changed.add(state);
            }
        });
        return changed;
    }

    private JsonNode flagOf(String streamId) {
        return records.await(Topic.FLAGS, value -> text(value, "stream_id").equals(streamId));
    }

    private void begin(String streamId, String accountId) throws Exception {
        StreamEvent.Account account = new StreamEvent.Account(accountId, null, "", 3);
        producer.send(
                Topic.STREAMS,
                streamId,
                streamId + "/started",
                new StreamEvent(
                        streamId, StreamEvent.STARTED, streamId, "", List.of(), account, -1, List.of(), Instant.now()));
        producer.flush();
    }
}
