package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.TopicContents;
import dev.sluice.event.AccountEvent;
import dev.sluice.event.Directive;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.KillAck;
import dev.sluice.event.Message;
import dev.sluice.event.Outgoing;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.SignalEvent;
import dev.sluice.event.Topic;
import dev.sluice.event.VerdictEvent;
import dev.sluice.event.Versions;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people say of streams and accounts by hand. */
class ReviewCommandsTest {
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    private static EmbeddedBroker broker;

    private final EventCodec codec = new EventCodec();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start();
        assertThat(onBroker("topics", "create").exitCode()).isZero();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void aVerdictIsSentAsItWasGiven() throws Exception {
        flagged("f-1", "s-1");
        flagged("f-2", "s-2");
        Outcome outcome = onBroker(
                "verdict",
                "--stream",
                "s-1",
                "--flag",
                "f-1",
                "--reviewer",
                "anna",
                "--decision",
                "confirm",
                "--kill",
                "--reason",
                "THREAT",
                "--note",
                "seen twice");
        onBroker("verdict", "--stream", "s-2", "--flag", "f-2", "--reviewer", "ben", "--decision", "CANNOT_TELL");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines())
                .containsExactly(
                        "verdict CONFIRM on f-1 of stream s-1 by anna sent; it asks that the stream be ended, which the"
                                + " policy may want a second reviewer to ask, too");
        VerdictEvent verdict = codec.readVerdict(only(Topic.VERDICTS, "s-1"));
        assertThat(verdict)
                .isEqualTo(new VerdictEvent(
                        "s-1", "f-1", "anna", VerdictEvent.CONFIRM, "THREAT", "seen twice", true, verdict.at()));
        assertThat(verdict.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        VerdictEvent least = codec.readVerdict(only(Topic.VERDICTS, "s-2"));
        assertThat(least)
                .isEqualTo(new VerdictEvent("s-2", "f-2", "ben", VerdictEvent.CANNOT_TELL, "", "", false, least.at()));
    }

    @Test
    void aVerdictOnNoFlagOrOnThatOfAnotherStreamIsRefused() throws Exception {
        flagged("f-9", "s-9");
        String[] answer = {"verdict", "--reviewer", "r", "--decision", "REJECT"};

        Outcome unknown = onBroker(with(answer, "--stream", "s-9", "--flag", "f-99"));
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err().lines()).containsExactly("sluice verdict: f-99: no such flag");
        Outcome another = onBroker(with(answer, "--stream", "s-8", "--flag", "f-9"));
        assertThat(another.exitCode()).isEqualTo(2);
        assertThat(another.err().lines()).containsExactly("sluice verdict: f-9 is a flag of stream s-9, not of s-8");
    }

    private void flagged(String flagId, String streamId) throws Exception {
        Flag flag = new Flag(
                flagId,
                1,
                Flag.OPEN,
                streamId,
                "a",
                Flag.CHAT,
                null,
                "P2",
                FAR,
                "REVIEW",
                List.of(),
                List.of(),
                List.of(),
                0.5,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                0,
                new Versions("1", "p", 1),
                FAR);
        try (EventProducer producer = new EventProducer(connection("sluice."))) {
            producer.send(Topic.FLAGS, streamId, flagId, flag);
            producer.flush();
        }
    }

    @Test
    void aVerdictThatContradictsItselfIsRefused() {
        String[] answer = {"verdict", "--stream", "s", "--flag", "f", "--reviewer", "r"};
        refuses("there is no decision maybe; decisions are CONFIRM, REJECT,", with(answer, "--decision", "maybe"));
        for (String decision : VerdictEvent.DECISIONS) {
            if (!decision.equals(VerdictEvent.CONFIRM) && !decision.equals(VerdictEvent.ESCALATE)) {
                refuses(
                        "--kill goes with CONFIRM and ESCALATE, not with " + decision,
                        with(answer, "--decision", decision, "--kill"));
            }
        }
        refuses("Missing required option: '--decision=DECISION'", answer);
        refuses(
                "Invalid value for option '--flag': it must not be blank",
                "verdict",
                "--stream",
                "s",
                "--flag",
                " ",
                "--reviewer",
                "r",
                "--decision",
                "REJECT");
    }

    @Test
    void anAcknowledgementFindsTheStreamOfItsKill() throws Exception {
        Kill kill = new Kill(
                "kill-7",
                1,
                "s-7",
                "a-7",
                List.of("end-session"),
                "aligned",
                "TERRORISM",
                "rule:aligned-sequence",
                "flag-7",
                FAR,
                FAR,
                "0".repeat(64),
                new Versions("1", "p", 1));
        try (EventProducer producer = new EventProducer(connection("sluice."))) {
            producer.send(Topic.KILLS, "s-7", "kill-7", kill);
            producer.flush();
        }

        Outcome outcome = onBroker("ack", "kill-7", "--result", "applied");

        assertThat(outcome.out().lines()).containsExactly("acknowledgement APPLIED of kill-7 of stream s-7 sent");
        KillAck ack = codec.readKillAck(only(Topic.KILL_ACKS, "s-7"));
        assertThat(ack).isEqualTo(new KillAck("kill-7", "s-7", KillAck.APPLIED, ack.at()));
        Outcome unknown = onBroker("ack", "kill-8", "--result", "FAILED");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err().lines()).containsExactly("sluice ack: kill-8: no such kill");
        refuses("there is no result done; results are APPLIED, ALREADY,", "ack", "kill-7", "--result", "done");
    }

    @Test
    void aReportIsSentWithTheReportersCredibility() throws Exception {
        Outcome outcome = onBroker(
                "report", "--stream", "s-3", "--reporter", "u-1", "--reason", "imminent-harm", "--text", "a roof");
        onBroker("report", "--stream", "s-4", "--reporter", "u-1", "--reason", "spam", "--credibility", "1");

        assertThat(outcome.out().lines())
                .containsExactly("report imminent-harm of stream s-3 by u-1 (credibility 0.5) sent");
        ReportEvent report = codec.readReport(only(Topic.REPORTS, "s-3"));
        assertThat(report)
                .isEqualTo(
                        new ReportEvent("s-3", report.reportId(), "u-1", "imminent-harm", 0.5, "a roof", report.at()));
        ReportEvent other = codec.readReport(only(Topic.REPORTS, "s-4"));
        assertThat(other.credibility()).isEqualTo(1);
        assertThat(other.reportId()).isNotBlank().isNotEqualTo(report.reportId());
    }

    @Test
    void aSignalIsSentWithItsScore() throws Exception {
        Outcome outcome = onBroker(
                "signal",
                "--stream",
                "s-5",
                "--source",
                "detector",
                "--label",
                "weapon",
                "--score",
                "0.75",
                "--evidence",
                "s3://e/1");

        assertThat(outcome.out().lines()).containsExactly("signal weapon 0.75 of detector on stream s-5 sent");
        SignalEvent signal = codec.readSignal(only(Topic.SIGNALS, "s-5"));
        assertThat(signal).isEqualTo(new SignalEvent("s-5", "detector", "weapon", 0.75, "s3://e/1", signal.at()));
    }

    @Test
    void sharesAreNumbersFromZeroToOne() {
        String[] report = {"report", "--stream", "s", "--reporter", "u", "--reason", "spam", "--credibility"};
        String[] signal = {"signal", "--stream", "s", "--source", "x", "--label", "y", "--score"};
        for (String share : List.of("1.5", "-0.1", "NaN", "much")) {
            refuses("'--credibility': it must be a number from 0 to 1", with(report, share));
            refuses("'--score': it must be a number from 0 to 1", with(signal, share));
        }
    }

    @Test
    void aBlockKeepsTheRestOfTheStandingAndUnblockLiftsIt() throws Exception {
        assertThat(onBroker("account", "unblock", "a-1", "--tier", "partner", "--strikes", "2")
                        .out()
                        .lines())
                .containsExactly("a-1  tier partner  2 strikes  not blocked");
        assertThat(onBroker("account", "block", "a-1", "--until", FAR.toString(), "--reason", "THREAT")
                        .out()
                        .lines())
                .containsExactly("a-1  tier partner  2 strikes  blocked until " + FAR + "  (THREAT)");
        assertThat(onBroker("account", "show", "a-1").out().lines())
                .containsExactly("a-1  tier partner  2 strikes  blocked until " + FAR + "  (THREAT)");
        assertThat(onBroker("account", "block", "a-1", "--until", FAR.toString(), "--strikes", "3")
                        .out()
                        .lines())
                .containsExactly("a-1  tier partner  3 strikes  blocked until " + FAR);
        assertThat(onBroker("account", "unblock", "a-1", "--reason", "appeal")
                        .out()
                        .lines())
                .containsExactly("a-1  tier partner  3 strikes  not blocked  (appeal)");
        assertThat(onBroker("account", "show", "a-1").out().lines())
                .containsExactly("a-1  tier partner  3 strikes  not blocked  (appeal)");
    }

    @Test
    void everyAccountIsShownButThoseThatAreForgotten() throws Exception {
        String prefix = "shown.";
        onBroker("topics", "create", "--prefix", prefix, "--partitions", "3");
        for (String account : List.of("c", "a", "b")) {
            onBroker("account", "block", account, "--until", FAR.toString(), "--prefix", prefix);
        }
        try (EventProducer producer = new EventProducer(connection(prefix))) {
            producer.sendTombstone(Topic.ACCOUNTS, "b");
            producer.send(new Outgoing(Topic.ACCOUNTS, "d", Map.of(), "{".getBytes(StandardCharsets.UTF_8)));
            producer.flush();
        }

        Outcome all = onBroker("account", "show", "--prefix", prefix);

        assertThat(all.exitCode()).isZero();
        assertThat(all.out().lines())
                .containsExactly(
                        "a  no tier  0 strikes  blocked until " + FAR, "c  no tier  0 strikes  blocked until " + FAR);
        assertThat(all.err().lines()).hasSize(1);
        assertThat(all.err()).startsWith("shown.accounts partition ").contains("is no event: not JSON");
    }

    @Test
    void anAccountIsBlockedForAWhileOrUntilATime() {
        String line = onBroker("account", "block", "a-3", "--for", "24h").out();

        String until = line.replaceAll(".* blocked until (\\S+)\\s*", "$1");
        assertThat(Instant.parse(until))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        refuses("--for", "account", "block", "a-3");
        refuses("mutually exclusive", "account", "block", "a-3", "--for", "1h", "--until", FAR.toString());
    }

    @Test
    void whatIsMissingIsMadeUnderTheSamePrefix() {
        Outcome outcome = onBroker("account", "show", "--prefix", "nowhere.");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("sluice topics create --prefix nowhere. makes");
    }

    @Test
    void anAccountThatNobodyKnowsIsNotFound() {
        for (String what : List.of("show", "unblock")) {
            Outcome outcome = onBroker("account", what, "nobody");
            assertThat(outcome.exitCode()).as(what).isEqualTo(2);
            assertThat(outcome.err().lines())
                    .as(what)
                    .containsExactly("sluice account " + what + ": nobody: no such account");
            assertThat(outcome.out()).as(what).isEmpty();
        }
    }

    @Test
    void anImpossibleStandingIsRefused() {
        refuses("--until must be in the future", "account", "block", "a", "--until", "2001-01-01T00:00:00Z");
        refuses(
                "'--until': it must be a time such as 2026-01-31T12:00:00Z",
                "account",
                "block",
                "a",
                "--until",
                "2999-01-01");
        refuses("--strikes must be at least 0", "account", "unblock", "x", "--strikes", "-1");
    }

    @Test
    void aStandingIsWrittenUnderItsAccount() throws Exception {
        onBroker("account", "block", "a-2", "--until", FAR.toString());

        AccountEvent account = codec.readAccount(only(Topic.ACCOUNTS, "a-2"));

        assertThat(account).isEqualTo(new AccountEvent("a-2", "", 0, FAR, "", account.at()));
    }

    @Test
    void directivesAreWatchedForWhatTheyShowToViewers() throws Exception {
        String prefix = "watched.";
        onBroker("topics", "create", "--prefix", prefix);
        try (EventProducer producer = new EventProducer(connection(prefix))) {
            producer.send(Topic.DIRECTIVES, "plain", "d-1", new Directive("plain", 4, FAR, "match", Map.of()));
            producer.send(
                    Topic.DIRECTIVES,
                    "help",
                    "d-2",
                    new Directive("help", 4, FAR, "chat", Map.of("en", "https://example.org/help")));
            producer.flush();
        }
        String[] watch = {"watch", "--from-beginning", "--for", "2", "--prefix", prefix};

        assertThat(onBroker(watch).out().lines())
                .singleElement()
                .asString()
                .contains("  DIRECT    help  4 frames a second until ")
                .contains("  show viewers en https://example.org/help  (chat)");
        assertThat(onBroker(with(watch, "--directives")).out().lines()).hasSize(2);
        assertThat(onBroker(with(watch, "--json")).out())
                .startsWith("{\"topic\":\"directives\",\"key\":\"help\",\"value\":{");
    }

    private static Message only(Topic topic, String key) throws Exception {
        List<Message> found = new ArrayList<>();
        try (TopicContents contents = new TopicContents(connection("sluice."), topic)) {
            contents.read(message -> {
                if (message.key().equals(key)) {
                    found.add(message);
                }
            });
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static KafkaConnection connection(String prefix) {
        return new KafkaConnection(broker.bootstrapServers(), prefix, Map.of());
    }

    private static Outcome onBroker(String... arguments) {
        return Outcome.run(with(arguments, "--bootstrap-servers", broker.bootstrapServers()));
    }

    private static void refuses(String message, String... arguments) {
        // Nothing listens on port 1: what is wrong is said before anything is asked of Kafka.
        Outcome outcome = Outcome.run(with(arguments, "--bootstrap", "127.0.0.1:1"));
        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains(message);
        assertThat(outcome.out()).isEmpty();
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
    }
}
