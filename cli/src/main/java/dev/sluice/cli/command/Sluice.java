package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.media.MediaException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command's entry: one class per subcommand does the rest. */
@Command(
        name = "sluice",
        description = "Screens livestreams while they are live.",
        subcommands = {
            QuickstartCommand.class,
            HashCommand.class,
            TopicsCommand.class,
            PublishCommand.class,
            SignaturesCommand.class,
            PolicyCommand.class,
            IncidentCommand.class,
            WatchCommand.class,
            VerdictCommand.class,
            AckCommand.class,
            ReportCommand.class,
            SignalCommand.class,
            AccountCommand.class,
            BrokerCommand.class,
            RobustnessCommand.class,
            LoadCommand.class,
            CanaryCommand.class,
            CommandLine.HelpCommand.class
        },
        versionProvider = VersionProvider.class,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:ran, but did not find what was expected", "2:could not do what was asked"},
        sortOptions = false)
public final class Sluice {
    @Option(names = "--verbose", description = "Show the log and stack traces.", scope = ScopeType.INHERIT)
    private boolean verbose;

    private Sluice() {}

    public static void main(String... arguments) {
        // Before the first logger exists; later changes would come too late.
        boolean verbose = List.of(arguments).contains("--verbose");
        System.setProperty("sluice.log.level", verbose ? "INFO" : "OFF");
        System.exit(commandLine().execute(arguments));
    }

    /** The command with its ways to fail. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Sluice());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Sluice::explain);
        line.setParameterExceptionHandler((problem, arguments) -> {
            CommandLine failed = problem.getCommandLine();
            String name = failed.getCommandSpec().qualifiedName();
            failed.getErr().println(name + ": " + sentence(problem) + " (" + name + " --help)");
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    private static String sentence(CommandLine.ParameterException problem) {
        boolean hasCommands = !problem.getCommandLine().getSubcommands().isEmpty();
        if (hasCommands
                && problem instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()) {
            List<String> near = unmatched.getSuggestions();
            return "unknown command '" + unmatched.getUnmatched().get(0) + "'"
                    + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?");
        }
        return firstLine(problem.getMessage());
    }

    private static int explain(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + sentence(problem));
        if (((Sluice) command.getCommandSpec().root().userObject()).verbose) {
            problem.printStackTrace(err);
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** A failure in one line, for the person who asked. */
    static String sentence(Exception problem) {
        if (problem instanceof CommandException || problem instanceof MediaException) {
            return firstLine(problem.getMessage());
        }
        if (problem instanceof KafkaException) {
            Throwable root = problem;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return "Kafka: " + firstLine(root.getMessage());
        }
        return "unexpected " + problem.getClass().getSimpleName() + ": " + firstLine(problem.getMessage())
                + " (--verbose shows where)";
    }

    private static String firstLine(String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("");
    }
}
