package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.AccessList;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.cli.show.AccessLines;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclBinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "topics",
        description = "Makes the topics that Sluice reads and writes, and lists who needs what of them.",
        synopsisSubcommandLabel = "(create | acl)",
        mixinStandardHelpOptions = true,
        subcommands = {TopicsCommand.Create.class, TopicsCommand.Acl.class})
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

    @Command(
            name = "acl",
            description = {
                "Prints what each role's user must be allowed on a Kafka with an authorizer, and no more.",
                "For the roles that are named; if none is, for all, with users named sluice-job, sluice-publisher, ..."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Acl implements Callable<Integer> {
        @Mixin
        private RoleUsers users;

        @Option(
                names = "--group",
                paramLabel = "GROUP",
                defaultValue = "sluice-screening",
                converter = NonBlankConverter.class,
                description =
                        "The job's consumer group (default: ${DEFAULT-VALUE}). The others' begin with their user's name.")
        private String group;

        @Option(
                names = "--prefix",
                paramLabel = "PREFIX",
                defaultValue = "sluice.",
                description = "What stands before each topic's name (default: ${DEFAULT-VALUE}).")
        private String prefix;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "COMMANDS",
                description =
                        "COMMANDS (kafka-acls.sh), STRIMZI, TABLE or JSON, a line each (default: ${DEFAULT-VALUE}).")
        private AccessLines format;

        @Option(
                names = {"--bootstrap", "--bootstrap-servers"},
                paramLabel = "HOST:PORT",
                defaultValue = "localhost:9092",
                description = "Kafka brokers, as the commands name them; nothing is asked of them here"
                        + " (default: ${DEFAULT-VALUE}).")
        private String bootstrap;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws CommandException {
            AccessList access = new AccessList(prefix, group);
            List<AclBinding> bindings = new ArrayList<>();
            for (var user : users.users().entrySet()) {
                if (user.getValue().isBlank() || !user.getValue().matches("[^\\p{Cntrl}'\"]+")) {
                    throw new CommandException("a user's name must not be blank nor hold quotes or control characters");
                }
                bindings.addAll(access.of(user.getKey(), user.getValue()));
            }
            format.lines(bindings, bootstrap).forEach(spec.commandLine().getOut()::println);
            return 0;
        }
    }
}
