package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SluiceTest {
    /** Nothing listens on port 1. */
    private static final String NOWHERE = "127.0.0.1:1";

    @TempDir
    private Path folder;

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of(),
                List.of("quickstart"),
                List.of("hash"),
                List.of("topics", "create"),
                List.of("topics", "acl"),
                List.of("publish"),
                List.of("signatures", "make"),
                List.of("signatures", "add"),
                List.of("signatures", "import"),
                List.of("signatures", "export"),
                List.of("signatures", "stat"),
                List.of("signatures", "remove"),
                List.of("signatures", "verify"),
                List.of("signatures", "diff"),
                List.of("policy", "validate"),
                List.of("policy", "publish"),
                List.of("policy", "show"),
                List.of("policy", "diff"),
                List.of("policy", "schema"),
                List.of("watch"),
                List.of("verdict"),
                List.of("report"),
                List.of("signal"),
                List.of("account"),
                List.of("account", "block"),
                List.of("account", "unblock"),
                List.of("account", "show"),
                List.of("broker"),
                List.of("canary"),
                List.of("robustness"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(List<String> command) {
        Outcome outcome =
                Outcome.run(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage:");
    }

    @Test
    void whatCannotBeDoneIsOneClearLineAndExitCodeTwo() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no video");
        Path broken = Files.write(folder.resolve("broken.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0});
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "epoch: 1");
        refuses("no such file: /no/such/file", "hash", "/no/such/file");
        refuses("notes.txt is not a video that can be read", "hash", text.toString());
        refuses("CORRUPT", "hash", broken.toString());
        refuses("is a folder", "hash", folder.toString());
        refuses(
                "nothing.jpg is empty",
                "hash",
                Files.createFile(folder.resolve("nothing.jpg")).toString());
        refuses("Missing required parameter: 'FILE'", "hash");
        refuses("Unknown option: '--colour'", "hash", "--colour", "picture.jpg");
        refuses("sluice: unknown command 'frobnicate'", "frobnicate");
        refuses("unknown command 'signature'; did you mean signatures?", "signature", "import", "list.txt");
        refuses("sluice policy: unknown command 'validat'", "policy", "validat");
        refuses("--video and --reference go together", "quickstart", "--video", text.toString());
        refuses("no such file: /no/such", "quickstart", "--video", "/no/such", "--reference", text.toString());
        refuses("--speed must be more than 0", "publish", "--video", text.toString(), "--speed", "0");
        refuses("there is no scene:sunset; scenes are", "publish", "--video", "scene:sunset");
        String out = folder.resolve("matrix").toString();
        refuses(
                "there is no edit sideways; edits are none,",
                "robustness",
                "--reference",
                "x",
                "--out",
                out,
                "--edits",
                "sideways");
        refuses("there is no file /no/such", "robustness", "--reference", "/no/such", "--out", out, "--edits", "none");
        refuses("version is missing", "policy", "publish", policy.toString());
        Files.writeString(policy, "version: v\nbanks:\n  - {name: b, kill_elligible: true}");
        refuses("banks[0].kill_elligible: is no key of a policy", "policy", "publish", policy.toString());
        refuses("--id goes with one file", "signatures", "make", "--bank", "b", "--id", "i", "x", "y");
        refuses("an id must not be blank", "signatures", "make", "--bank", "b", "--id", "i/j", "x");
        refuses("--prune-distance must be 0..48", "signatures", "make", "--bank", "b", "--prune-distance", "49", "x");
        refuses("no such file: /no/such", "signatures", "make", "--bank", "b", "--dry-run", "/no/such");
        refuses(
                "cannot write /no/such/list",
                "signatures",
                "make",
                "--bank",
                "b",
                "--out",
                "/no/such/list",
                "scene:life");
        refuses("--port must be 0..65535", "quickstart", "--port", "99999");
        refuses("it must be a span of time such as 500ms, 5s, 2m, 1h or 2d", "canary", "--every", "5");
        refuses("it must be a span of time such as 500ms, 5s, 2m, 1h or 2d", "canary", "--every", "0s");
        refuses("it must be a span of time such as", "incident", "extend", "crisis", "--for", "PT9D");
        refuses("--patience must not be shorter than --objective", "canary", "--objective", "1m");
        refuses("--metrics-port serves nobody with --once", "canary", "--once", "--metrics-port", "9099");
        refuses("--metrics-port must be 1..65535", "canary", "--metrics-port", "0");
        refuses("--metrics-file: /no/such/file cannot be written", "canary", "--metrics-file", "/no/such/file");
        refuses("cannot read /no/such", "watch", "--kafka-config", "/no/such");
        refuses("--flink goes with --bootstrap-servers", "load", "--flink", "http://localhost:8081");
        refuses("is no address such as", "load", "--bootstrap", "localhost:1", "--flink", "localhost:8081");
        refuses("--kafka-config goes with --bootstrap-servers", "load", "--kafka-config", text.toString());
        refuses("a user's name must not be blank nor hold quotes", "topics", "acl", "--job-user", "o'hara");
        refuses("--fps must be positive", "hash", "--fps", "0", text.toString());
    }

    @Test
    void aBrokenFileOfSecretsIsNamedAndNotQuoted() throws Exception {
        Path file = Files.writeString(folder.resolve("kafka.properties"), "ssl.key.password=hunter2\\uXYZ\n");
        Outcome outcome = Outcome.run("watch", "--kafka-config", file.toString(), "--verbose");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("kafka.properties is no properties file")
                .doesNotContain("hunter2", "uXYZ");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() {
        refuses("no Kafka broker answers at " + NOWHERE, "topics", "create", "--bootstrap", NOWHERE);
        refuses("no Kafka broker answers at " + NOWHERE, "canary", "--once", "--bootstrap", NOWHERE);
    }

    @Test
    void twoBrokersNeverShareAFolderNorAPort() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            String port = broker.bootstrapServers().replaceAll(".*:", "");
            refuses("port " + port + " is taken", "broker", "--port", port, "--data", folder.toString());
            String free = String.valueOf(EmbeddedBroker.freePort());
            refuses("another broker uses", "broker", "--port", free, "--data", folder.toString());
        }
    }

    @Test
    void picturesAndVideosAreHashedInTheFormatsOfTheExchanges() throws Exception {
        Path picture = folder.resolve("picture.jpg");
        try (PictureSource scene = new SyntheticVideo(Scenes.CARPET.graph(1));
                JpegEncoder encoder = new JpegEncoder()) {
            Files.write(picture, encoder.encode(scene.next().orElseThrow().picture()));
        }
        Outcome outcome = Outcome.run("hash", picture.toString());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().strip()).matches("[0-9a-f]{64},\\d+,.*picture\\.jpg");

        byte[] bytes = Files.readAllBytes(picture);
        Path half = Files.write(folder.resolve("half.jpg"), Arrays.copyOf(bytes, bytes.length / 2));
        refuses("half.jpg is damaged: a part of the picture is missing", "hash", half.toString());
        refuses(
                "half.jpg is damaged",
                "signatures",
                "make",
                "--bank",
                "b",
                "--out",
                folder.resolve("list.json").toString(),
                half.toString());
    }

    @Test
    void topicsSignaturesAndStreamsReachABroker() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String[] where = {"--bootstrap", broker.bootstrapServers()};
            assertThat(Outcome.run(with(where, "topics", "create")).out())
                    .contains("sluice.frames")
                    .contains("created");
            assertThat(Outcome.run(with(where, "topics", "create")).out())
                    .contains("exists")
                    .doesNotContain("created");
            Outcome added = Outcome.run(with(where, "signatures", "make", "--bank", "b", "scene:carpet"));
            assertThat(added.out()).contains("b/carpet: ").contains(" fingerprints");
            Outcome published =
                    Outcome.run(with(where, "publish", "--video", "scene:carpet", "--stream", "s", "--speed", "50"));
            assertThat(published.err()).contains("published 64 frames of stream s");
            Outcome watched = Outcome.run(with(where, "watch", "--from-beginning", "--for", "1"));
            assertThat(watched.exitCode()).isZero();
            assertThat(watched.out()).isEmpty();
        }
    }

    private static String[] with(String[] where, String... command) {
        return Stream.concat(Arrays.stream(command), Arrays.stream(where)).toArray(String[]::new);
    }

    private static void refuses(String message, String... arguments) {
        Outcome outcome = Outcome.run(arguments);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains(message);
        assertThat(outcome.out()).isEmpty();
    }
}
