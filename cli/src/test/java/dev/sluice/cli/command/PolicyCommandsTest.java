package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.event.Decision;
import dev.sluice.event.Topic;
import dev.sluice.event.Versions;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void everythingThatIsWrongIsPrintedWithItsLine() throws Exception {
        Path file = file("bad.yaml", """
                version: v
                banks:
                  - {name: b, distance: 99}
                rules:
                  - id: r
                    mode: ENFORCE
                    action: FLAG
                    when: chat.speekers > 3
                """);

        Outcome outcome = Outcome.run("policy", "validate", file.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo(file + ":3: banks[0].distance = 99: must be 0..63"),
                        line -> assertThat(line)
                                .startsWith(file + ":8: rules[0].when: line 1, column 1 of the expression: there is no"
                                        + " name chat.speekers; known are "));
    }

    @Test
    void aValidPolicyIsSummedUp() throws Exception {
        Path file = file("good.yaml", "version: v\nbanks: [{name: a, kill_eligible: true}, {name: b, benign: true}]");

        Outcome outcome = Outcome.run("policy", "validate", file.toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .isEqualToIgnoringNewLines("policy v is valid: 2 banks (1 may kill, 1 benign), 0 terms, 0 patterns,"
                        + " 0 links, 0 rules (0 enforce, 0 review, 0 shadow, 0 off), kills REVIEW");
    }

    @Test
    void theShippedPolicyIsShownWithAndWithoutItsComments() throws Exception {
        assertThat(Policy.parse(Outcome.run("policy", "show", "--shipped").out())
                        .document())
                .isEqualTo(Policy.shipped().document());
        assertThat(Outcome.run("policy", "show", "--shipped", "--as-published").out())
                .contains("# ")
                .isEqualTo(Policy.shippedText());
    }

    @Test
    void theSchemasAreJson() throws Exception {
        for (String[] command : new String[][] {{"policy", "schema"}, {"policy", "schema", "--incident"}}) {
            assertThat(new ObjectMapper()
                            .readTree(Outcome.run(command).out())
                            .get("$schema")
                            .asText())
                    .contains("json-schema.org");
        }
    }

    @Test
    void whatDiffersIsPrintedPathByPath() throws Exception {
        Path older = file("old.yaml", "version: v1\nbanks: [{name: tvec}]");
        Path newer = file("new.yaml", "version: v2\nbanks: [{name: tvec, distance: 28}]");

        Outcome outcome = Outcome.run("policy", "diff", older.toString(), newer.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out().lines()).containsExactly("version: v1 -> v2", "banks[tvec].distance: 31 -> 28");
        assertThat(Outcome.run("policy", "diff", older.toString(), older.toString()))
                .isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void aPolicyIsTriedOnRecordedEventsAndEachDecisionTellsItsReasons() throws Exception {
        Path policy = file("policy.yaml", """
                version: v
                terms: [{term: he has a gun, category: THREAT, weight: 0.7}]
                """);
        Files.createDirectory(folder.resolve("events"));
        file("events/chat.jsonl", """
                {"stream_id":"s-2","author_id":"cem","text":"nice day","sent_at":"2026-11-25T12:00:01Z"}
                {"stream_id":"s-1","author_id":"ann","text":"HE HAS A GUN","sent_at":"2026-11-25T12:00:00Z"}
                """);
        file("events/reports.jsonl", """
                {"stream_id":"s-2","reporter_id":"dee","reason":"imminent-harm","at":"2026-11-25T12:00:30Z"}
                """);

        Outcome outcome = Outcome.run(
                "policy",
                "test",
                policy.toString(),
                "--events",
                folder.resolve("events").toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines().filter(line -> line.contains(" FLAG ")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("2026-11-25T12:00:00Z")
                                .contains("s-1", "CHAT THREAT"),
                        line -> assertThat(line)
                                .startsWith("2026-11-25T12:00:30Z")
                                .contains("s-2", "IMMINENT_HARM"));
        assertThat(outcome.out()).contains("policy v: 3 events").doesNotContain("nice day");
    }

    @Test
    void aRecordedEventThatIsNoneIsRefusedWithItsLine() throws Exception {
        Path policy = file("policy.yaml", "version: v");
        file("chat.jsonl", "\n{\"stream_id\":\"s-1\"}\n");

        Outcome outcome = Outcome.run("policy", "test", policy.toString(), "--events", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("chat.jsonl:2: text is missing").hasLineCount(1);
        assertThat(Outcome.run("policy", "test", policy.toString(), "--events", "/nowhere")
                        .err())
                .contains("no such folder: /nowhere");
    }

    @Test
    void anIncidentIsOpenedExtendedListedAndClosed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String where = "--bootstrap=" + broker.bootstrapServers();
            Outcome.run("topics", "create", where);
            assertThat(Outcome.run("incident", "list", where).out()).contains("no incidents");
            assertThat(Outcome.run("incident", "close", "crisis", where).err()).contains("was ever opened");

            Outcome opened = Outcome.run(
                    "incident", "open", "crisis", "--for=6h", "--raise=0.4", "--streams=stream.viewers > 5", where);
            assertThat(opened.out()).as(opened.err()).startsWith("incident crisis open until ");
            assertThat(opened.err()).isEmpty();
            assertThat(Outcome.run("incident", "open", "typo", "--authority=terorr", where)
                            .err())
                    .contains("warning: neither policy ")
                    .contains(" nor the incident names bank terorr");
            Outcome.run("incident", "close", "typo", where);
            assertThat(Outcome.run("incident", "open", "crisis", where).err()).contains("extend or close it");
            assertThat(Outcome.run("incident", "extend", "crisis", "--for=PT9H", where)
                            .exitCode())
                    .isZero();
            assertThat(Outcome.run("incident", "list", where).out()).contains("crisis  open until ");
            assertThat(Outcome.run("incident", "close", "crisis", where).out()).contains("crisis closed");
            assertThat(Outcome.run("incident", "list", where).out()).contains("crisis  ended ");
            assertThat(Outcome.run("policy", "show", where).err()).contains("no valid policy was published yet");

            Outcome wrong = Outcome.run("incident", "open", "other", "--streams=stream.colour == 1", where);
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.err()).contains("stream.colour").hasLineCount(1);
        }
    }

    @Test
    void theLastDebriefOfAnIncidentIsPrinted() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String where = "--bootstrap=" + broker.bootstrapServers();
            Outcome.run("topics", "create", where);
            assertThat(Outcome.run("incident", "debrief", "crisis", where).err())
                    .contains("was ever opened");
            Outcome.run("incident", "open", "crisis", where);
            assertThat(Outcome.run("incident", "debrief", "crisis", where).err())
                    .contains("its debrief is written at its end")
                    .hasLineCount(1);
            Outcome.run("incident", "close", "crisis", where);
            assertThat(Outcome.run("incident", "debrief", "crisis", where).err())
                    .contains("the screening job writes it");

            try (EventProducer producer =
                    new EventProducer(new KafkaConnection(broker.bootstrapServers(), "sluice.", Map.of()))) {
                Instant now = Instant.parse("2026-05-01T12:00:00Z");
                producer.send(Topic.DECISIONS, "", "2", debrief("crisis@2", "streams seen: 7", now));
                producer.send(Topic.DECISIONS, "", "1", debrief("crisis@1", "streams seen: 3", now.minusSeconds(9)));
                producer.send(Topic.DECISIONS, "", "3", debrief("other@1", "streams seen: 9", now.plusSeconds(9)));
                producer.flush();
            }

            Outcome printed = Outcome.run("incident", "debrief", "crisis", where);
            assertThat(printed.out().lines())
                    .as(printed.err())
                    .containsExactly("incident/crisis@2, written 2026-05-01T12:00:00Z", "  streams seen: 7");
        }
    }

    private static Decision debrief(String incident, String reason, Instant at) {
        String label = "incident/" + incident;
        return new Decision(
                "d-" + label, "", "INCIDENT_DEBRIEF", label, 0, List.of(reason), new Versions("test", label, 0), at);
    }

    @Test
    void whatIsPublishedIsShownAndComparedWith() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String where = "--bootstrap=" + broker.bootstrapServers();
            Outcome.run("topics", "create", where);
            Path file = file("policy.yaml", "version: v1 # the first\n");
            assertThat(Outcome.run("policy", "show", where).err()).contains("no valid policy was published yet");

            assertThat(Outcome.run("policy", "publish", file.toString(), where).out())
                    .contains("policy v1 published");

            assertThat(Outcome.run("policy", "show", "--as-published", where).out())
                    .isEqualTo("version: v1 # the first\n");
            assertThat(Policy.parse(Outcome.run("policy", "show", where).out()).document())
                    .isEqualTo(Policy.parse("version: v1").document());
            Path next = file("next.yaml", "{version: v1, lookback_seconds: 300}");
            assertThat(Outcome.run("policy", "diff", next.toString(), where).out())
                    .isEqualToIgnoringNewLines("lookback_seconds: 600 -> 300");

            Outcome refused = Outcome.run("policy", "publish", next.toString(), where);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("the policy in force has version v1, too, and 1 place differs");
            assertThat(Outcome.run("policy", "publish", file.toString(), where).exitCode())
                    .as("the same again")
                    .isZero();
            assertThat(Outcome.run("policy", "show", "--bootstrap=nowhere.invalid:9092")
                            .err())
                    .isEqualTo("sluice policy show: no address of Kafka's can be resolved: nowhere.invalid:9092\n");
        }
    }

    @Test
    void aPolicyThatWeakensScreeningIsPublishedWithWarnings() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String where = "--bootstrap=" + broker.bootstrapServers();
            Outcome.run("topics", "create", where);
            Path strict = file(
                    "strict.yaml",
                    "{version: v1, epoch: 2, kills: {mode: ENFORCE}, banks: [{name: known, category: TERRORISM}]}");
            assertThat(Outcome.run("policy", "publish", strict.toString(), where)
                            .err())
                    .isEmpty();

            Outcome weaker = Outcome.run(
                    "policy", "publish", file("weak.yaml", "version: v2").toString(), where);

            assertThat(weaker.exitCode()).isZero();
            assertThat(weaker.out()).matches("policy v2 published: \\d+ places differ from v1\\R");
            assertThat(weaker.err().lines())
                    .containsExactly(
                            "warning: it no longer names bank known: what they hold is flagged as UNSPECIFIED and cannot end a"
                                    + " stream",
                            "warning: kills are no longer enforced",
                            "warning: its epoch 0 is below the 2 of v1");
            assertThat(Outcome.run("policy", "diff", strict.toString(), where).out())
                    .doesNotContain("another order");
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
