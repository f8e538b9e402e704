package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.event.Outgoing;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on lists, each test with a bank of its own. */
class SignatureListCommandsTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String OTHER = "fedcba9876543210".repeat(4);

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start();
        assertThat(onBroker("topics", "create").exitCode()).isZero();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static Outcome onBroker(String... arguments) {
        return Outcome.run(Stream.concat(Arrays.stream(arguments), Stream.of("--bootstrap", broker.bootstrapServers()))
                .toArray(String[]::new));
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String video(int frames) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < frames; i++) {
            text.append(i)
                    .append(",100,")
                    .append(HASH)
                    .append(',')
                    .append(i / 10.0)
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void aDryRunReportsWithoutABrokerAndNeverShowsHashes() throws Exception {
        String list = file("list.txt", HASH + "\n" + "0".repeat(32) + "\n" + OTHER + ",10,blurred.jpg\n");
        Outcome outcome = Outcome.run("signatures", "import", "--bank", "b", "--dry-run", list);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains(
                        "list.txt (pdq-text): 1 usable signatures with 1 fingerprints, 0 taken back, 2 entries quarantined")
                .contains("line 2: BAD_HASH")
                .contains("LOW_QUALITY           1")
                .doesNotContain(HASH)
                .doesNotContain(OTHER);
    }

    @Test
    void theExitCodeTellsWhetherAnythingCouldBeUsed() throws Exception {
        String bad = file("bad.txt", "pdq zz\n");
        String none = file("none.txt", "Dear Sir or Madam\n");
        String tmk = file("video.tmk", "TMK1FVEC");
        assertThat(Outcome.run("signatures", "import", "--bank", "b", "--dry-run", bad)
                        .exitCode())
                .isEqualTo(1);
        Outcome unusable = Outcome.run("signatures", "import", "--bank", "b", "--dry-run", bad, none);
        assertThat(unusable.exitCode()).isEqualTo(2);
        assertThat(unusable.out()).isEmpty();
        assertThat(unusable.err()).contains("none.txt: the list is of no known format");
        assertThat(Outcome.run("signatures", "import", "--bank", "b", "--dry-run", tmk)
                        .err())
                .contains("TMK");
        assertThat(Outcome.run("signatures", "import", "--bank", "b", "--dry-run", "/no/such")
                        .err())
                .contains("no such file");
        assertThat(Outcome.run("signatures", "import", "--bank", "a/b", "--dry-run", bad)
                        .err())
                .contains("must not be blank");
        assertThat(Outcome.run("signatures", "import", "--bank", "b", "--dry-run", "--format", "xls", bad)
                        .err())
                .contains("pdq-text");
    }

    @Test
    void whatTheBankHoldsAlreadyIsLeftAlone() throws Exception {
        String list = file("list.txt", HASH + "\n" + OTHER + "\n");
        assertThat(onBroker("signatures", "import", "--bank", "same", list).out())
                .contains("same: 2 records written, 0 unchanged, 0 removed");
        assertThat(onBroker("signatures", "import", "--bank", "same", list).out())
                .contains("same: 0 records written, 2 unchanged, 0 removed");
    }

    @Test
    void aBankThatThePolicyDoesNotNameIsWarnedOf() throws Exception {
        Outcome imported = onBroker("signatures", "import", "--bank", "tvek", file("list.txt", HASH));

        assertThat(imported.exitCode()).isZero();
        assertThat(imported.err()).contains("names no bank tvek: what it holds is flagged as UNSPECIFIED");
        assertThat(onBroker("signatures", "export", "--bank", "tvec").err()).isEqualTo("the bank tvec is empty\n");
    }

    @Test
    void theChunksOfAVideoThatBecameShorterAreRemoved() throws Exception {
        assertThat(onBroker("signatures", "import", "--bank", "cut", file("v.txt", video(4001)))
                        .out())
                .contains("cut: 3 records written, 0 unchanged, 0 removed");
        assertThat(onBroker("signatures", "import", "--bank", "cut", file("v.txt", video(10)))
                        .out())
                .contains("cut: 1 records written, 0 unchanged, 3 removed");
    }

    @Test
    void anExportIsAListThatCanBeImported() throws Exception {
        String list = file("clip.txt", video(2005));
        onBroker("signatures", "import", "--bank", "from", list);
        String json = folder.resolve("out.jsonl").toString();
        assertThat(onBroker("signatures", "export", "--bank", "from", "--as", "json", "--out", json)
                        .exitCode())
                .isZero();
        assertThat(Files.readAllLines(Path.of(json))).hasSize(2);
        assertThat(onBroker("signatures", "import", "--bank", "to", json).out())
                .contains("(sluice): 2 usable signatures with 2005 fingerprints");
        Outcome vpdq = onBroker("signatures", "export", "--bank", "to", "--as", "vpdq", "--id", "clip");
        assertThat(vpdq.out().lines()).hasSize(2005).first().isEqualTo("0,100," + HASH + ",0.000");
        Outcome hashes = onBroker("signatures", "export", "--bank", "to");
        assertThat(hashes.out().lines()).hasSize(2005).allMatch(line -> line.equals(HASH + ",clip"));
        assertThat(onBroker("signatures", "export", "--bank", "empty").exitCode())
                .isEqualTo(1);
        assertThat(onBroker("signatures", "export", "--bank", "to", "--as", "vpdq")
                        .err())
                .contains("it needs --id");
    }

    @Test
    void digestsOfFilesAreImportedCountedAndExported() throws Exception {
        String md5 = "9e107d9d372bb6826bd81d3542a419d6";
        String list = file("list.txt", "video_md5 " + md5 + "\npdq " + HASH + "\n");
        assertThat(onBroker("signatures", "import", "--bank", "files", list).out())
                .contains("2 usable signatures with 1 fingerprints and 1 digests of files")
                .contains("files: 2 records written");
        assertThat(onBroker("signatures", "import", "--bank", "files", list).out())
                .contains("files: 0 records written, 2 unchanged");
        assertThat(onBroker("signatures", "stat").out()).containsPattern("files +2 +1 +1 ");
        assertThat(onBroker("signatures", "export", "--bank", "files", "--as", "json")
                        .out())
                .contains(md5);
    }

    @Test
    void aListThatWasMadeOfAVideoCanBeImported() throws Exception {
        String list = folder.resolve("made.jsonl").toString();
        Outcome made = Outcome.run(
                "signatures", "make", "--bank", "from", "--id", "v", "--fps", "1", "--out", list, "scene:chart");
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isZero();
        String fingerprints = made.out().replaceAll(".*: (\\d+) fingerprints in 1 record\\s*", "$1");
        assertThat(Outcome.run("signatures", "import", "--bank", "to", "--dry-run", list)
                        .out())
                .contains("(sluice): 1 usable signatures with " + fingerprints
                        + " fingerprints, 0 taken back, 0 entries quarantined")
                .contains("1 frame per second or fewer")
                .doesNotContain("rounded times");
    }

    @Test
    void aDryRunMakesAndPublishesNothing() throws Exception {
        Outcome outcome = Outcome.run("signatures", "make", "--bank", "b", "--fps", "1", "--dry-run", "scene:chart");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).matches("b/chart: \\d+ fingerprints in 1 record would be written\\s*");
    }

    @Test
    void whatAnEarlierAndLongerVideoLeftOverIsRemovedWhenItIsMadeAgain() throws Exception {
        onBroker("signatures", "import", "--bank", "again", file("chart.txt", video(4001)), file("other.txt", HASH));
        Outcome made = onBroker("signatures", "make", "--bank", "again", "--fps", "1", "scene:chart");
        assertThat(made.exitCode()).isZero();
        assertThat(made.out().lines())
                .contains(
                        "again/chart/0: left over from before, removed",
                        "again/chart/1: left over from before, removed",
                        "again/chart/2: left over from before, removed")
                .hasSize(4);
        assertThat(onBroker("signatures", "stat").out()).containsPattern("again +2 ");
    }

    @Test
    void aDryRunOfRemovingRemovesNothing() throws Exception {
        onBroker("signatures", "import", "--bank", "kept", file("clip.txt", video(10)));
        Outcome outcome = onBroker("signatures", "remove", "--bank", "kept", "--id", "clip", "--dry-run");
        assertThat(outcome.out().lines()).containsExactly("kept/clip would be removed");
        assertThat(onBroker("signatures", "stat").out()).containsPattern("kept +1 ");
    }

    @Test
    void banksAreCountedWithoutWhatWasRemoved() throws Exception {
        onBroker("signatures", "import", "--bank", "counted", file("clip.txt", video(2005)), file("l.txt", HASH));
        assertThat(onBroker("signatures", "stat").out()).containsPattern("counted +2 +2006 .*POSITIVE 2");
        Outcome removed = onBroker("signatures", "remove", "--bank", "counted", "--id", "clip", "--id", "nothing");
        assertThat(removed.exitCode()).isEqualTo(2);
        assertThat(removed.out().lines()).containsExactly("counted/clip/0 removed", "counted/clip/1 removed");
        assertThat(removed.err()).startsWith("sluice signatures remove: no such signature in bank counted: nothing (");
        assertThat(onBroker("signatures", "stat").out()).containsPattern("counted +1 +1 .*POSITIVE 1");
    }

    @Test
    void aListThatTakesBackRemovesWhatTheBankHolds() throws Exception {
        String page = "{\"results\": [{\"id\": 1, \"algorithm\": \"PDQ\", \"hash_digest\": \"" + HASH
                + "\", \"deleted\": %s}]}";
        String listed = file("listed.json", String.format(page, "false"));
        String deleted = file("deleted.json", String.format(page, "true"));
        assertThat(onBroker("signatures", "diff", "--bank", "back", listed).out())
                .contains("back: 1 new, 0 changed, 0 the same, 0 to remove, 0 not on the list");
        onBroker("signatures", "import", "--bank", "back", listed);
        assertThat(onBroker("signatures", "diff", "--bank", "back", listed).exitCode())
                .isZero();
        assertThat(onBroker("signatures", "diff", "--bank", "back", deleted).out())
                .contains("1 to remove");
        assertThat(onBroker("signatures", "import", "--bank", "back", deleted).out())
                .contains("back: 0 records written, 0 unchanged, 1 removed");
        assertThat(onBroker("signatures", "import", "--bank", "back", deleted).out())
                .contains("back: 0 records written, 0 unchanged, 0 removed");
    }

    @Test
    void whatLiesOnTheTopicIsVerifiedWithoutShowingHashes() throws Exception {
        String prefix = "verify.";
        onBroker("topics", "create", "--prefix", prefix);
        onBroker("signatures", "import", "--prefix", prefix, "--bank", "b", file("l.txt", HASH));
        Outcome well = onBroker("signatures", "verify", "--prefix", prefix);
        assertThat(well.out()).contains("1 records, 0 problems");
        assertThat(well.exitCode()).isZero();
        KafkaConnection connection = new KafkaConnection(broker.bootstrapServers(), prefix, Map.of());
        try (EventProducer producer = new EventProducer(connection)) {
            SignatureEvent.Frame blank = new SignatureEvent.Frame("0".repeat(64), 100, 0);
            producer.send(
                    Topic.SIGNATURES,
                    "b/blank",
                    "1",
                    new SignatureEvent("b", "blank", "IMAGE", "POSITIVE", "s", Instant.EPOCH, List.of(blank)));
            producer.send(new Outgoing(Topic.SIGNATURES, "b/text", Map.of(), "{".getBytes(StandardCharsets.UTF_8)));
            producer.flush();
        }
        Outcome broken = onBroker("signatures", "verify", "--prefix", prefix);
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.out())
                .contains("offset 1 frame 1: DEGENERATE")
                .contains("offset 2: NOT_JSON")
                .contains("3 records, 2 problems")
                .doesNotContain("00000000");
    }
}
