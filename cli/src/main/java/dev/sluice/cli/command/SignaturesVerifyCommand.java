package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.lists.BankReader;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.signature.list.FrameCheck;
import dev.sluice.signature.list.ListEntry.Quarantined;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Checks all that lies on the topic of signatures; shows places and reasons, never hashes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:something is not", "2:could not do what was asked"},
        sortOptions = false)
final class SignaturesVerifyCommand implements Callable<Integer>, BankReader.Visitor {
    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many problems one by one (default: ${DEFAULT-VALUE}).")
    private int most;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    private final Map<String, Long> problems = new TreeMap<>();
    private long records;
    private long shown;

    @Override
    public Integer call() throws CommandException {
        KafkaConnection connection = kafka.connectionWith(Topic.SIGNATURES);
        new BankReader().read(connection, this);
        problems.forEach((reason, count) -> spec.commandLine().getOut().printf("%-21s %d%n", reason, count));
        spec.commandLine().getOut().println(records + " records, " + total() + " problems");
        return problems.isEmpty() ? 0 : 1;
    }

    @Override
    public void signature(Message message, SignatureEvent signature) {
        records++;
        for (Quarantined problem : FrameCheck.problems(at(message), signature)) {
            problem(problem.at(), problem.reason().name(), problem.message());
        }
    }

    @Override
    public void malformed(Message message, MalformedEventException malformed) {
        records++;
        problem(at(message), malformed.error(), malformed.getMessage());
    }

    private void problem(String at, String reason, String message) {
        problems.merge(reason, 1L, Long::sum);
        if (shown < most) {
            shown++;
            spec.commandLine().getOut().println(at + ": " + reason + ", " + message);
        }
    }

    private long total() {
        return problems.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String at(Message message) {
        return "offset " + message.origin().offset();
    }
}
