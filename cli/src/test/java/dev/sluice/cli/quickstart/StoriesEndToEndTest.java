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
import dev.sluice.event.AccountEvent;
import dev.sluice.event.Outgoing;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Topic;
import dev.sluice.event.VerdictEvent;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The real job between a real broker's topics: what people, accounts, budgets and incidents make of a stream. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoriesEndToEndTest {
    private static final int BUDGET = 4;
    private static final String POLICY = """
            version: stories-1
            epoch: 1
            banks:
              - {name: confirmed, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}
            kills: {mode: ENFORCE, reviewers: 2, blocked_accounts: ENFORCE, per_minute: %d}
            reports: {imminent_deadline_seconds: 45}
            """.formatted(BUDGET);
    private static final String ATTACK = Scenes.SPIRAL.graph(8);
    private static final int MOST_PROBES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Playback FAST = new Playback(4, 4, Playback.Encoding.JPEG);

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
        kafka = new KafkaConnection(broker.bootstrapServers(), "stories.", Map.of());
        records = new WrittenRecords(kafka, PATIENCE);
        new Topics(kafka).create(2, (short) 1);
        producer = new EventProducer(kafka);
        producer.sendPolicy(POLICY);
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
    @Order(1)
    void whatTwoReviewersConfirmBecomesASignatureThatEndsItsRestream() throws Exception {
        publish("attack", "account-1", ATTACK);
        report("attack");
        String flagId = text(records.await(Topic.FLAGS, value -> isOf(value, "attack", "IMMINENT_HARM")), "flag_id");

        confirm("attack", flagId, "ann");
        confirm("attack", flagId, "bob");

        JsonNode first =
                records.await(Topic.KILLS, value -> text(value, "stream_id").equals("attack"));
        assertThat(text(first, "authority")).isEqualTo("reviewers");
        JsonNode signature =
                records.await(Topic.SIGNATURES, value -> text(value, "opinion").equals(SignatureEvent.POSITIVE));
        assertThat(text(signature, "bank")).isEqualTo("confirmed");

        publish("attack-again", "account-2", ATTACK);
        JsonNode kill =
                records.await(Topic.KILLS, value -> text(value, "stream_id").equals("attack-again"));
        assertThat(text(kill, "reason")).contains("confirmed/" + text(signature, "signature_id"));
        assertThat(text(kill, "account_id")).isEqualTo("account-2");
        JsonNode flag = records.await(Topic.FLAGS, value -> isOf(value, "attack-again", "SIGNATURE"));
        assertThat(text(flag.path("matches").path(0), "signature_id")).isEqualTo(text(signature, "signature_id"));
        assertThat(flink.rest().restarts()).isZero();
    }

    @Test
    @Order(2)
    void aReportOfImminentHarmIsP0WithAShortDeadlineAndEndsNothing() throws Exception {
        report("balcony");

        JsonNode flag = records.await(Topic.FLAGS, value -> isOf(value, "balcony", "IMMINENT_HARM"));
        assertThat(text(flag, "priority")).isEqualTo("P0");
        Instant at = Instant.parse(text(flag, "at"));
        assertThat(Instant.parse(text(flag, "deadline"))).isEqualTo(at.plusSeconds(45));
        assertThat(flag.path("why_not_more").path(0).asText()).contains("never end a stream");
        assertThat(records.all(Topic.KILLS))
                .noneMatch(value -> text(value, "stream_id").equals("balcony"));
    }

    @Test
    @Order(3)
    void aBlockedAccountIsKilledAtItsStart() throws Exception {
        block("banned");
        begin("banned-live", "banned");

        JsonNode kill =
                records.await(Topic.KILLS, value -> text(value, "stream_id").equals("banned-live"));
        assertThat(text(kill, "account_id")).isEqualTo("banned");
        assertThat(text(kill, "authority")).isEqualTo("standing:blocked-account");
        JsonNode flag =
                records.await(Topic.FLAGS, value -> text(value, "flag_id").equals(text(kill, "flag_id")));
        assertThat(text(flag, "reason")).isEqualTo("BLOCKED_ACCOUNT");
        assertThat(text(flag, "recommended_action")).isEqualTo("KILL");
    }

    @Test
    @Order(4)
    void flagsNameAnIncidentFromItsDeclarationToItsEnd() throws Exception {
        Instant now = Instant.now();
        byte[] incident =
                """
                name: springfield
                revision: 3
                opened_at: "%s"
                expires_at: "%s"
                risk: {raise: 0.4}
                """.formatted(now.minusSeconds(60), now.plusSeconds(3600)).getBytes(StandardCharsets.UTF_8);
        producer.send(new Outgoing(
                Topic.POLICY, "incident/springfield", Map.of("content-type", "application/yaml"), incident));
        int before = 0;
        while (before < MOST_PROBES && !flaggedPolicy("declared-" + before).contains("incident/springfield@3")) {
            before++;
        }
        assertThat(before).as("flags before one names the incident").isLessThan(MOST_PROBES);

        producer.sendTombstone(Topic.POLICY, "incident/springfield");
        int after = 0;
        while (after < MOST_PROBES && flaggedPolicy("over-" + after).contains("incident/")) {
            after++;
        }
        assertThat(after).as("flags after the end that name the incident").isLessThan(MOST_PROBES);
        assertThat(flaggedPolicy("over")).isEqualTo("stories-1");
    }

    /** The last one, as it uses the budget up. */
    @Test
    @Order(5)
    void killsBeyondTheBudgetBecomeP0FlagsThatSaySo() throws Exception {
        int streams = BUDGET + 2;
        for (int i = 0; i < streams; i++) {
            block("banned-" + i);
            begin("spree-" + i, "banned-" + i);
        }

        List<String> killed = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            String id = "spree-" + i;
            Topic topic = records.await(
                    List.of(Topic.KILLS, Topic.FLAGS),
                    (from, value) -> text(value, "stream_id").equals(id) && (from == Topic.KILLS || saysBudget(value)));
            (topic == Topic.KILLS ? killed : withheld).add(id);
        }
        assertThat(killed).hasSizeLessThanOrEqualTo(BUDGET);
        assertThat(withheld).hasSizeGreaterThanOrEqualTo(2);
        assertThat(records.all(Topic.FLAGS))
                .filteredOn(StoriesEndToEndTest::saysBudget)
                .allSatisfy(flag -> {
                    assertThat(text(flag, "priority")).isEqualTo("P0");
                    assertThat(text(flag, "recommended_action")).isEqualTo("REVIEW_P0");
                });
        records.await(Topic.DECISIONS, value -> text(value, "action").equals("CIRCUIT_BREAKER"));
    }

    private static boolean saysBudget(JsonNode flag) {
        return flag.path("why_not_more").toString().contains("the budget of " + BUDGET + " automatic kills a minute");
    }

    /** The policy's version as the flag of a stream names it. */
    private static String flaggedPolicy(String streamId) throws Exception {
        report(streamId);
        JsonNode flag = records.await(Topic.FLAGS, value -> isOf(value, streamId, "IMMINENT_HARM"));
        return text(flag.path("versions"), "policy");
    }

    private static void publish(String streamId, String accountId, String graph) throws Exception {
        try (PictureSource video = new SyntheticVideo(graph)) {
            new StreamPublisher(producer, streamId, accountId, streamId, FAST).play(video, ptsMillis -> {});
        }
    }

    private static void begin(String streamId, String accountId) throws Exception {
        StreamEvent.Account account = new StreamEvent.Account(accountId, null, "", 3);
        StreamEvent event = new StreamEvent(
                streamId, StreamEvent.STARTED, streamId, "", List.of(), account, -1, List.of(), Instant.now());
        producer.send(Topic.STREAMS, streamId, streamId + "/started", event);
    }

    private static void block(String accountId) throws Exception {
        Instant now = Instant.now();
        AccountEvent event = new AccountEvent(accountId, "", 2, now.plusSeconds(600), "", now);
        producer.send(Topic.ACCOUNTS, accountId, accountId, event);
        producer.flush();
    }

    private static void report(String streamId) throws Exception {
        ReportEvent event =
                new ReportEvent(streamId, streamId + "/report", "viewer", "imminent-harm", 0.5, "", Instant.now());
        producer.send(Topic.REPORTS, streamId, event.reportId(), event);
    }

    private static void confirm(String streamId, String flagId, String reviewer) throws Exception {
        VerdictEvent event =
                new VerdictEvent(streamId, flagId, reviewer, VerdictEvent.CONFIRM, "", "", true, Instant.now());
        producer.send(Topic.VERDICTS, streamId, flagId + "/" + reviewer, event);
    }

    private static boolean isOf(JsonNode flag, String streamId, String reason) {
        return text(flag, "stream_id").equals(streamId) && text(flag, "reason").equals(reason);
    }
}
