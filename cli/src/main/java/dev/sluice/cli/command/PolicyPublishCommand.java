package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.policy.PolicyDifference;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.Policy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "publish",
        description = "Validates a policy document and publishes it; running jobs obey it at once.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PolicyPublishCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "YAML or JSON.")
    private Path file;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        Policy policy = PolicySource.policy(file);
        KafkaConnection connection = kafka.connectionWith(Topic.POLICY);
        requireAVersionOfItsOwn(policy, connection);
        try (EventProducer producer = new EventProducer(connection)) {
            // As it was written: comments are for those who read it on the topic.
            producer.sendPolicy(PolicySource.read(file));
            producer.flush();
        }
        spec.commandLine().getOut().println("policy " + policy.version() + " published");
        return 0;
    }

    /** Flags and decisions name the version: it must tell what they were made by. */
    private void requireAVersionOfItsOwn(Policy policy, KafkaConnection connection) throws CommandException {
        Optional<Policy> inForce = PolicySource.ifPublished(connection)
                .filter(published -> published.version().equals(policy.version()));
        if (inForce.isPresent()) {
            int differences = PolicyDifference.between(inForce.get(), policy).size();
            if (differences > 0) {
                throw new CommandException("the policy in force has version " + policy.version()
                        + ", too, and says otherwise in " + differences
                        + (differences == 1 ? " place" : " places") + ": give " + file
                        + " a version of its own (sluice policy diff shows the places)");
            }
        }
    }
}
