package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "topics",
        description = "Makes the topics that Sluice reads and writes.",
        synopsisSubcommandLabel = "create",
        mixinStandardHelpOptions = true,
        subcommands = TopicsCommand.Create.class)
final class TopicsCommand {
    @Command(
            name = "create",
            description = "Creates the topics that are missing, with their compaction and retention.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Create implements Callable<Integer> {
        @Mixin
        private KafkaOptions kafka;

        @Option(
                names = "--partitions",
                defaultValue = "12",
                description = "Of each topic; signatures and policy have one (default: ${DEFAULT-VALUE}).")
        private int partitions;

        @Option(
                names = "--replication",
                defaultValue = "1",
                description = "Copies of each partition; 3 in production (default: ${DEFAULT-VALUE}).")
        private short replication;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws CommandException {
            if (partitions < 1 || replication < 1) {
                throw new CommandException("--partitions and --replication must be at least 1");
            }
            KafkaConnection connection = kafka.connection();
            Map<Topic, Topics.Outcome> outcomes = new Topics(connection).create(partitions, replication);
            outcomes.forEach((topic, outcome) -> spec.commandLine()
                    .getOut()
                    .printf("%-20s %s%n", connection.name(topic), outcome.name().toLowerCase(Locale.ROOT)));
            return 0;
        }
    }
}
