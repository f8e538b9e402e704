package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.kafka.Role;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AclCommandTest {
    @Test
    void commandsForKafkasOwnTool() {
        Outcome outcome = acl("--stopper-user", "CN=gate, O=Example", "--prefix", "eu.", "--bootstrap", "kafka:9093");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines())
                .containsExactly(
                        command("Write --topic eu.kill-acks"),
                        command("Read --topic eu.kills"),
                        command("Read --group 'CN=gate, O=Example' --resource-pattern-type prefixed"),
                        command("IdempotentWrite --cluster"));
    }

    @Test
    void resourcesForStrimzi() {
        assertThat(acl("--signal-user", "ocr", "--format", "strimzi").out()).isEqualTo("""
                ---
                apiVersion: kafka.strimzi.io/v1beta2
                kind: KafkaUser
                metadata:
                  name: ocr
                spec:
                  authorization:
                    type: simple
                    acls:
                      - resource: {type: topic, name: "sluice.signals", patternType: literal}
                        operations: [Write]
                      - resource: {type: cluster}
                        operations: [IdempotentWrite]
                """);
    }

    @Test
    void aTableForPeople() {
        assertThat(acl("--job-user", "job", "--group", "g", "--format", "table").out())
                .startsWith("USER ")
                .containsPattern("job +Read +group +g\\n")
                .containsPattern("job +Write +topic +sluice\\.kills\\n");
    }

    @Test
    void linesOfJson() throws Exception {
        Outcome outcome = acl("--publisher-user", "p", "--format", "json");

        JsonNode first =
                new ObjectMapper().readTree(outcome.out().lines().findFirst().orElseThrow());
        assertThat(first.path("principal").asText()).isEqualTo("User:p");
        assertThat(first.path("operation").asText()).isEqualTo("WRITE");
        assertThat(first.path("name").asText()).isEqualTo("sluice.frames");
        assertThat(first.path("pattern").asText()).isEqualTo("LITERAL");
    }

    @Test
    void allRolesIfNoneIsNamed() {
        String out = acl("--format", "table").out();

        assertThat(Arrays.stream(Role.values()).map(Role::usualUser)).allMatch(out::contains);
        assertThat(out).containsPattern("sluice-operator +Create +topic +sluice\\.\\*");
    }

    private static Outcome acl(String... options) {
        String[] command = {"topics", "acl"};
        String[] all = Arrays.copyOf(command, command.length + options.length);
        System.arraycopy(options, 0, all, command.length, options.length);
        return Outcome.run(all);
    }

    private static String command(String operation) {
        return "kafka-acls.sh --bootstrap-server kafka:9093 --command-config admin.properties --add --allow-principal"
                + " 'User:CN=gate, O=Example' --operation " + operation;
    }
}
