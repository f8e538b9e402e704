package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.Policy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Prints the policy in force as YAML, with the defaults of what it leaves out.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PolicyShowCommand implements Callable<Integer> {
    @Option(names = "--as-published", description = "As it was written, with its comments and without defaults.")
    private boolean asPublished;

    @Option(names = "--shipped", description = "The policy that is in force until one is published. Needs no Kafka.")
    private boolean shipped;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        String text;
        if (shipped) {
            text = asPublished ? Policy.shippedText() : Policy.shipped().toYaml();
        } else {
            KafkaConnection connection = kafka.connectionWith(Topic.POLICY);
            text = asPublished
                    ? PolicySource.inForce(connection)
                    : PolicySource.policyInForce(connection).toYaml();
        }
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
