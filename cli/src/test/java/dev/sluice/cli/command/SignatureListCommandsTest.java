package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.kafka.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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

    /** What a command printed, and how it ended. */
    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Sluice.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return new Outcome(line.execute(arguments), out.toString(), err.toString());
    }

    private static Outcome onBroker(String... arguments) {
        return run(Stream.concat(Arrays.stream(arguments), Stream.of("--bootstrap", broker.bootstrapServers()))
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
        Outcome outcome = run("signatures", "import", "--bank", "b", "--dry-run", list);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("list.txt (pdq-text): 1 usable with 1 fingerprints, 0 taken back, 2 quarantined")
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
        assertThat(run("signatures", "import", "--bank", "b", "--dry-run", bad).exitCode())
                .isEqualTo(1);
        Outcome unusable = run("signatures", "import", "--bank", "b", "--dry-run", bad, none);
        assertThat(unusable.exitCode()).isEqualTo(2);
        assertThat(unusable.out()).isEmpty();
        assertThat(unusable.err()).contains("none.txt: the list is of no known format");
        assertThat(run("signatures", "import", "--bank", "b", "--dry-run", tmk).err())
                .contains("TMK");
        assertThat(run("signatures", "import", "--bank", "b", "--dry-run", "/no/such")
                        .err())
                .contains("no such file");
        assertThat(run("signatures", "import", "--bank", "a/b", "--dry-run", bad)
                        .err())
                .contains("must not be blank");
        assertThat(run("signatures", "import", "--bank", "b", "--dry-run", "--format", "xls", bad)
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
    void theChunksOfAVideoThatBecameShorterAreRemoved() throws Exception {
        assertThat(onBroker("signatures", "import", "--bank", "cut", file("v.txt", video(4001)))
                        .out())
                .contains("cut: 3 records written, 0 unchanged, 0 removed");
        assertThat(onBroker("signatures", "import", "--bank", "cut", file("v.txt", video(10)))
                        .out())
                .contains("cut: 1 records written, 0 unchanged, 3 removed");
    }
}
