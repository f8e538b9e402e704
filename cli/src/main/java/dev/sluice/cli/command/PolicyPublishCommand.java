package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.Policy;
import java.nio.file.Path;
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
        try (EventProducer producer = new EventProducer(connection)) {
            // As it was written: comments are for those who read it on the topic.
            producer.sendPolicy(PolicySource.read(file));
            producer.flush();
        }
        spec.commandLine().getOut().println("policy " + policy.version() + " published");
        return 0;
    }
}
