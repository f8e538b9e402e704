package dev.sluice.cli.command;

import dev.sluice.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        description = "Prints the JSON Schema of a policy, for editors and checks. Needs no Kafka.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PolicySchemaCommand implements Callable<Integer> {
    @Option(names = "--incident", description = "That of an incident instead.")
    private boolean incident;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String resource = "/schema/" + (incident ? "incident" : "policy") + ".schema.json";
        try (InputStream schema = Policy.class.getResourceAsStream(resource)) {
            spec.commandLine().getOut().print(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
