package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
