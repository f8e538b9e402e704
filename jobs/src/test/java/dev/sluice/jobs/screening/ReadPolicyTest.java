package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.event.MalformedEventException;
import dev.sluice.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // Closing a harness may be interrupted.
class ReadPolicyTest {
    private static final String VALID = """
            version: v-1
            banks:
              - {name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}
            terms:
              - {term: bomb, category: WEAPON, weight: 0.7}
            """;

    @Test
    void aValidPolicyIsToldToAllAsItWasWritten() throws Exception {
        assertThat(read(VALID).policy()).isEqualTo(VALID);
        assertThat(read("{\"version\": \"json\"}").policy()).contains("json");
    }

    @Test
    void aTombstoneChangesNothing() throws Exception {
        assertThat(new ReadPolicy(0).read(Records.CODEC, Records.message("policy", Map.of(), null)))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                   | the document: holds",
                "null                                                 | empty",
                "- a                                                  | the document: holds no",
                "version: [                                           | version",
                "{version: 'v                                         | neither YAML nor JSON",
                "banks: []                                            | version is missing",
                "{version: v, banks: [{name: a, severity: 2}]}        | banks[0].severity = 2.0",
                "{version: v, banks: [{name: a, severity: .nan}]}     | severity",
                "{version: v, banks: [{name: a, severity: NaN}]}      | severity",
                "{version: v, banks: [{name: a}, {name: a}]}          | banks[1].name is given twice",
                "{version: v, banks: [null]}                          | holds a value that is not allowed",
                "{version: v, terms: [{term: ' ', weight: 1}]}        | terms[0].term is missing",
                "{version: v, risk: {raise: 0.2, clear: 0.5}}         | risk",
                "{version: v, sampling: {frames_per_second: 0}}       | sampling",
                "{version: v, kills: {mode: MAYBE}}                   | kills.mode = MAYBE"
            })
    void anInvalidPolicyIsRefusedWithThePlaceThatIsWrong(String document, String place) {
        MalformedEventException refusal = catchThrowableOfType(MalformedEventException.class, () -> read(document));
        assertThat(refusal).isNotNull();
        assertThat(refusal.error()).isEqualTo("INVALID_POLICY");
        assertThat(refusal).message().contains(place);
    }

    /** Each would otherwise stop the task, or every stream's look-back, once the policy is in force. */
    @ParameterizedTest
    @CsvSource({
        "lookback_seconds: 600, -1",
        "lookback_seconds: 600, 9223372036854775807",
        "expiry_seconds: 300, 9223372036854775807",
        "p0_seconds: 60, -1",
        "p1_seconds: 300, 9223372036854775807",
        "p2_seconds: 1800, 9223372036854775807",
        "span_millis: 4000, -1",
        "risky_seconds: 60, 9223372036854775807",
        "risky_seconds: 60, -1",
        "risky_frames_per_second: 4, 1e300",
        "risky_frames_per_second: 4, INF",
        "shed_after_seconds: 1, -1"
    })
    void aNumberThatTimeCannotBearIsRefused(String setting, String value) throws Exception {
        String name = setting.substring(0, setting.indexOf(':'));
        String shipped = new String(
                Policy.class.getResourceAsStream("/policy/default.yaml").readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shipped).contains(setting);

        assertThat(catchThrowableOfType(
                        MalformedEventException.class, () -> read(shipped.replace(setting, name + ": " + value))))
                .as("a refusal")
                .isNotNull()
                .message()
                .contains(name);
    }

    @Test
    void aPolicyOverOneMebibyteIsRefusedUnread() {
        byte[] large = new byte[(1 << 20) + 1];
        Arrays.fill(large, (byte) ' ');

        assertThat(catchThrowableOfType(MalformedEventException.class, () -> new ReadPolicy(0)
                                .read(Records.CODEC, Records.message("policy", Map.of(), large)))
                        .error())
                .isEqualTo("TOO_LARGE");
    }

    @Test
    void noBytesWhateverRestartTheTask() throws Exception {
        Random random = new Random(11);
        byte[] good = VALID.getBytes(StandardCharsets.UTF_8);
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(
                new ReadEvents<>(Stage.READ_POLICY, new ReadPolicy(0)))) {
            for (int i = 0; i < 1_000; i++) {
                harness.processElement(Records.message("policy", Map.of(), Records.damaged(good, random)), 0);
            }
            harness.processElement(Records.json("policy", "[".repeat(100_000)), 0);
            harness.processElement(Records.json("policy", "a: &a [*a, *a]\nb: *a"), 0);

            assertThat(harness.extractOutputValues()).allSatisfy(control -> assertThat(Policy.parse(control.policy()))
                    .isNotNull());
            assertThat(harness.getOutput().size() + Records.deadLetters(harness).size())
                    .isEqualTo(1_002);
            assertThat(Records.deadLetters(harness))
                    .allSatisfy(letter -> assertThat(letter.error()).isEqualTo("INVALID_POLICY"));
        }
    }

    private static Control read(String document) throws MalformedEventException {
        return new ReadPolicy(0).read(Records.CODEC, Records.json("policy", document));
    }
}
