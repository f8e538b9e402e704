package dev.sluice.cli.quickstart;

import static dev.sluice.cli.quickstart.WrittenRecords.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.AccountEvent;
import dev.sluice.event.ChatEvent;
import dev.sluice.event.Flag;
import dev.sluice.event.KillAck;
import dev.sluice.event.Outgoing;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
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
 * The savepoint of each release, restored by the code of today: a stream that is half way into a known video, an open flag on
 * chat, strikes and blocks, a kill that waits for its acknowledgement, a budget partly spent, an incident.
 * {@code src/test/resources/savepoints/VERSION} holds the savepoint and when it was taken ({@code taken-at.txt}), the records
 * that the job had read by then ({@code records.jsonl}), and the states whose schema has changed since
 * ({@code changed-since.txt}): whoever changes a record that is kept in state adds it there, after making sure that the old one
 * is read as it should be. A release writes its own with {@code -Dsluice.savepoint=VERSION}.
 */
class SavepointEndToEndTest {
    private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of the world in which the savepoints are taken. */
    private static final int PARTITIONS = 2;

    /** The topics that the job reads; what is on the others is what the job under test wrote. */
    private static final List<Topic> READ = Stream.of(Topic.values())
            .filter(topic -> !EnumSet.of(Topic.FLAGS, Topic.KILLS, Topic.DECISIONS, Topic.DEADLETTERS)
                    .contains(topic))
            .toList();

    private static final Duration SETTLE = Duration.ofSeconds(2);

    /** As if the savepoint had been taken so long ago: a flag may be updated again, and a kill is to be repeated. */
    private static final Duration DOWN = Duration.ofSeconds(90);

    private static final String POLICY = """
            version: savepoint-1
            epoch: 1
            banks:
              - {name: known-violent, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true, soak_seconds: 0}
            terms:
              - {term: going to shoot, category: THREAT, weight: 0.5}
            kills: {mode: ENFORCE, blocked_accounts: ENFORCE, per_hour: 2, acknowledge_seconds: 60}
            """;
    private static final String INCIDENT = "incident/springfield";
    /** Seconds of the known film before the savepoint, and until the second behind which it is killed. */
    private static final int HALF = 3;

    private static final int ENOUGH = 7;

    // Ids are a contract: whoever obeys a kill or reads a flag drops repeats by them, those of an older job too.
    private static final String KILL_OF_BLOCKED = "kill-68cef37a8bff35758503c82bef3ed000";
    private static final String KILL_OF_HALF = "kill-200f31ad3ce99bf2d57db05bfcac58bd";
    private static final String FLAG_OF_HALF = "flag-55879f3226906eaffd7ada036bca84ba";
    private static final String FLAG_OF_STREET = "flag-7b887998ceca920ed60e0bac7c13c180";

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
        Instant takenAt =
                Instant.parse(Files.readString(saved.resolve("taken-at.txt")).strip());
        goOnFrom(AgedSavepoint.copy(saved.resolve("_metadata"), takenAt, DOWN, folder.resolve("saved")));

        theKillThatWaitsIsRepeatedAndAnswered();
        theIncidentRemembersWhatItSaw();
        theFilmGoesOnAndIsKilled();
        theChatGoesOn();
        theAccountsAreKnownAndTheBudgetIsSpent();
        assertThat(flink.rest().restarts()).isZero();
        Path now = Path.of(URI.create(flink.stopWithSavepoint(folder)));

        assertThat(changed(SavedState.of(saved), SavedState.of(now)))
                .as("states whose schema differs from that of release %s (see this test's description)", release)
                .isEqualTo(new TreeSet<>(Files.readAllLines(saved.resolve("changed-since.txt"))));
    }

    private void theKillThatWaitsIsRepeatedAndAnswered() throws Exception {
        JsonNode kill = records.await(Topic.KILLS, value -> isOf(value, "blocked-live"));
        assertThat(text(kill, "kill_id")).isEqualTo(KILL_OF_BLOCKED);
        KillAck ack = new KillAck(KILL_OF_BLOCKED, "blocked-live", KillAck.APPLIED, Instant.now());
        producer.send(Topic.KILL_ACKS, "blocked-live", "ack", ack);
        JsonNode decision =
                records.await(Topic.DECISIONS, value -> text(value, "action").equals("KILL_ACKNOWLEDGED"));
        assertThat(decision.path("reasons").path(0).asText()).isEqualTo("APPLIED, sent 2 times");
    }

    private void theIncidentRemembersWhatItSaw() throws Exception {
        producer.sendTombstone(Topic.POLICY, INCIDENT);
        JsonNode debrief =
                records.await(Topic.DECISIONS, value -> text(value, "action").equals("INCIDENT_DEBRIEF"));
        assertThat(debrief.path("reasons"))
                .extracting(JsonNode::asText)
                .contains("streams seen: 3", "flagged: 3", "killed: 1");
    }

    /** A kill needs frames over four seconds: neither those before the savepoint nor those behind it are enough alone. */
    private void theFilmGoesOnAndIsKilled() throws Exception {
        new KnownFilm().show(producer, "half", HALF, ENOUGH);
        JsonNode kill = records.await(Topic.KILLS, value -> isOf(value, "half"));
        assertThat(text(kill, "kill_id")).isEqualTo(KILL_OF_HALF);
        assertThat(text(kill, "flag_id")).isEqualTo(FLAG_OF_HALF);
        JsonNode flag = records.await(
                Topic.FLAGS,
                value ->
                        isOf(value, "half") && text(value, "recommended_action").equals("KILL"));
        assertThat(flag.path("matches").path(0).path("stream_from_millis").asLong(-1))
                .as("where the film began, before the savepoint")
                .isZero();
        assertThat(records.all(Topic.FLAGS))
                .filteredOn(value -> isOf(value, "half"))
                .allSatisfy(value -> assertThat(text(value, "flag_id") + " " + text(value, "state"))
                        .as("no new flag")
                        .isEqualTo(FLAG_OF_HALF + " UPDATED"));
    }

    private void theChatGoesOn() throws Exception {
        say("dan");
        say("eve");
        JsonNode flag = flagOf("street");
        assertThat(text(flag, "flag_id")).isEqualTo(FLAG_OF_STREET);
        assertThat(text(flag, "state")).isEqualTo(Flag.UPDATED);
        assertThat(flag.path("chat_hits").path(0).path("speakers").asInt())
                .as("those who spoke before the savepoint, too")
                .isGreaterThan(3);
    }

    /** One kill was spent before the savepoint and one behind it, of two an hour. */
    private void theAccountsAreKnownAndTheBudgetIsSpent() throws Exception {
        begin("blocked-again", "blocked");
        JsonNode withheld = records.await(
                Topic.FLAGS,
                value -> isOf(value, "blocked-again")
                        && value.path("why_not_more").toString().contains("the budget of 2 automatic kills an hour"));
        assertThat(text(withheld, "reason"))
                .as("a block that is only in the state")
                .isEqualTo("BLOCKED_ACCOUNT");
        assertThat(records.all(Topic.KILLS)).noneMatch(value -> isOf(value, "blocked-again"));
        begin("offender-live", "offender");
        producer.send(
                Topic.REPORTS,
                "offender-live",
                "report",
                new ReportEvent("offender-live", "report", "viewer", "imminent-harm", 0.5, "", Instant.now()));
        assertThat(flagOf("offender-live").path("risk_terms").toString()).contains("1 strikes");
    }

    /** Bytes of the fixture say that what is a long today was a byte, as if the record had been changed. */
    @Test
    void aStateOfAnotherSchemaIsNamedAndTheJobDoesNotGoOnFromIt() throws Exception {
        Path saved = SAVEPOINTS.resolve(releases().findFirst().orElseThrow());
        String metadata = Files.readString(saved.resolve("_metadata"), StandardCharsets.ISO_8859_1);
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(
                other.resolve("_metadata"),
                metadata.replace("LongSerializer$LongSerializerSnapshot", "ByteSerializer$ByteSerializerSnapshot"),
                StandardCharsets.ISO_8859_1);

        assertThat(changed(SavedState.of(other), SavedState.of(saved)))
                .contains(
                        "screening-screen-stream stream VALUE_SERIALIZER",
                        "screening-gate-kills budget VALUE_SERIALIZER");
        assertThatThrownBy(() -> goOnFrom(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot go on from the savepoint");
    }

    @Test
    @EnabledIfSystemProperty(named = "sluice.savepoint", matches = "\\d+\\.\\d+\\.\\d+")
    void aReleaseWritesItsOwn() throws Exception {
        Instant takenAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        producer.sendPolicy(POLICY);
        declareIncident(takenAt);
        KnownFilm.list(producer);
        tell(new AccountEvent("offender", "", 1, null, "", takenAt));
        tell(new AccountEvent("blocked", "", 2, takenAt.plusSeconds(3600), "", takenAt));
        producer.flush();
        flink.submit(kafka, 1, SavepointRestoreSettings.none());
        new KnownFilm().show(producer, "half", 0, HALF);
        flagOf("half");
        for (String author : List.of("ann", "bob", "cem")) {
            say(author);
        }
        flagOf("street");
        begin("blocked-live", "blocked");
        var unused = records.await(Topic.KILLS, value -> isOf(value, "blocked-live"));
        // The job reads some of what it writes.
        Thread.sleep(SETTLE.toMillis());

        Path savepoint = Path.of(URI.create(flink.stopWithSavepoint(folder)));

        Path saved = Files.createDirectories(SAVEPOINTS.resolve(System.getProperty("sluice.savepoint")));
        Files.copy(savepoint.resolve("_metadata"), saved.resolve("_metadata"), StandardCopyOption.REPLACE_EXISTING);
        RecordLog.save(kafka, READ, saved.resolve("records.jsonl"));
        Files.writeString(saved.resolve("taken-at.txt"), takenAt + "\n");
        Files.write(saved.resolve("changed-since.txt"), List.of());
        try (Stream<Path> files = Files.list(savepoint)) {
            assertThat(files).as("all of the savepoint is in one file").hasSize(1);
        }
    }

    private void goOnFrom(Path savepoint) throws Exception {
        flink.submit(
                kafka,
                PARTITIONS,
                SavepointRestoreSettings.forPath(savepoint.toUri().toString(), false));
    }

    private void declareIncident(Instant now) throws Exception {
        byte[] incident =
                """
                name: springfield
                revision: 1
                opened_at: "%s"
                expires_at: "%s"
                """.formatted(now.minusSeconds(60), now.plusSeconds(3600)).getBytes(StandardCharsets.UTF_8);
        producer.send(new Outgoing(Topic.POLICY, INCIDENT, Map.of("content-type", "application/yaml"), incident));
    }

    private void say(String author) throws Exception {
        String id = "street/" + author;
        ChatEvent chat = new ChatEvent("street", id, author, "He is GOING to  shoot!", Instant.now());
        producer.send(Topic.CHAT, "street", id, chat);
    }

    private void tell(AccountEvent account) throws Exception {
        producer.send(Topic.ACCOUNTS, account.accountId(), account.accountId(), account);
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
        return records.await(Topic.FLAGS, value -> isOf(value, streamId));
    }

    private static boolean isOf(JsonNode value, String streamId) {
        return text(value, "stream_id").equals(streamId);
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
