package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "policy",
        description = "Puts a policy in force.",
        synopsisSubcommandLabel = "publish",
        mixinStandardHelpOptions = true,
        subcommands = PolicyCommand.Publish.class)
final class PolicyCommand {
    @Command(
            name = "publish",
            description = "Validates a policy document and publishes it; running jobs obey it at once.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Publish implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "YAML or JSON.")
        private Path file;

        @Mixin
        private KafkaOptions kafka;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws CommandException {
            String text;
            String version;
            try {
                text = Files.readString(file);
                version = Policy.parse(text).version();
            } catch (IOException e) {
                throw new CommandException("cannot read " + file, e);
            } catch (InvalidPolicyException e) {
                throw new CommandException(file + " is no valid policy: " + e.getMessage(), e);
            }
            KafkaConnection connection = kafka.connectionWith(Topic.POLICY);
            try (EventProducer producer = new EventProducer(connection)) {
                producer.sendPolicy(text);
                producer.flush();
            }
            spec.commandLine().getOut().println("policy " + version + " published");
            return 0;
        }
    }
}
