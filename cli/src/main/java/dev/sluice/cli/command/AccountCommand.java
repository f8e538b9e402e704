package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.AccountTopic;
import dev.sluice.cli.show.AccountLines;
import dev.sluice.event.AccountEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "account",
        description = "Sets and shows the standing of accounts.",
        synopsisSubcommandLabel = "block|unblock|show",
        mixinStandardHelpOptions = true,
        subcommands = {AccountCommand.Block.class, AccountCommand.Unblock.class, AccountCommand.Show.class})
final class AccountCommand {
    private AccountCommand() {}

    @Command(
            name = "block",
            description = "Blocks an account for a time. The last one to write its standing wins.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Block implements Callable<Integer> {
        @Parameters(paramLabel = "ACCOUNT", converter = NonBlankConverter.class, description = "Its id.")
        private String account;

        @ArgGroup(multiplicity = "1")
        private End end;

        /** Either of the two. */
        static final class End {
            @Option(
                    names = "--until",
                    paramLabel = "TIME",
                    converter = TimeConverter.class,
                    description = "When the block ends, such as 2026-01-31T12:00:00Z.")
            private Instant until;

            @Option(
                    names = "--for",
                    paramLabel = "DURATION",
                    converter = DurationConverter.class,
                    description = "How long it lasts from now on, such as 30m or 24h.")
            private Duration duration;

            Instant from(Instant now) {
                return until == null ? now.plus(duration) : until;
            }
        }

        @Mixin
        private StandingOptions options;

        @Mixin
        private KafkaOptions kafka;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws CommandException {
            options.requireSound();
            Instant now = Instant.now();
            Instant until = end.from(now);
            if (!until.isAfter(now)) {
                throw new CommandException("--until must be in the future");
            }
            KafkaConnection connection = kafka.connectionWith(Topic.ACCOUNTS);
            Optional<AccountEvent> before = topic(connection, spec).standing(account);
            write(kafka, options.standing(account, before, until, now), spec);
            return 0;
        }
    }

    @Command(
            name = "unblock",
            description = "Lifts an account's block; with --tier or --strikes it also sets these of an account that is"
                    + " not blocked.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Unblock implements Callable<Integer> {
        @Parameters(paramLabel = "ACCOUNT", converter = NonBlankConverter.class, description = "Its id.")
        private String account;

        @Mixin
        private StandingOptions options;

        @Mixin
        private KafkaOptions kafka;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws CommandException {
            options.requireSound();
            KafkaConnection connection = kafka.connectionWith(Topic.ACCOUNTS);
            Optional<AccountEvent> before = topic(connection, spec).standing(account);
            if (before.isEmpty() && !options.changeStanding()) {
                throw new CommandException(account + ": no such account");
            }
            write(kafka, options.standing(account, before, null, Instant.now()), spec);
            return 0;
        }
    }

    @Command(
            name = "show",
            description =
                    "Shows an account's tier, its strikes, and until when it is blocked; without an account, all.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Show implements Callable<Integer> {
        @Parameters(
                paramLabel = "ACCOUNT",
                arity = "0..1",
                converter = NonBlankConverter.class,
                description = "Its id (default: every account that has a standing).")
        private String account;

        @Mixin
        private KafkaOptions kafka;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws CommandException {
            AccountTopic topic = topic(kafka.connectionWith(Topic.ACCOUNTS), spec);
            if (account == null) {
                print(topic.standings().values(), spec);
                return 0;
            }
            Optional<AccountEvent> standing = topic.standing(account);
            if (standing.isEmpty()) {
                throw new CommandException(account + ": no such account");
            }
            print(List.of(standing.get()), spec);
            return 0;
        }
    }

    private static AccountTopic topic(KafkaConnection connection, CommandSpec spec) {
        return new AccountTopic(connection, spec.commandLine().getErr()::println);
    }

    private static void write(KafkaOptions kafka, AccountEvent account, CommandSpec spec) throws CommandException {
        String id = account.accountId() + "/" + account.at().toEpochMilli();
        kafka.send(Topic.ACCOUNTS, account.accountId(), id, account);
        print(List.of(account), spec);
    }

    private static void print(Collection<AccountEvent> accounts, CommandSpec spec) {
        AccountLines lines = new AccountLines(Instant.now());
        accounts.forEach(account -> spec.commandLine().getOut().println(lines.line(account)));
    }
}
