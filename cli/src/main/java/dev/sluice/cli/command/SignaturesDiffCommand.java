package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.lists.BankContents;
import dev.sluice.cli.lists.ListDifference;
import dev.sluice.cli.lists.ListFile;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.signature.list.ListFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = "Compares a signature list with a bank by ids; changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the bank holds what the list says", "1:it does not", "2:could not do what was asked"},
        sortOptions = false)
final class SignaturesDiffCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A list, as import reads it.")
    private Path path;

    @Mixin
    private BankOption bank;

    @Option(
            names = "--format",
            paramLabel = "F",
            converter = ListFormatConverter.class,
            completionCandidates = ListFormatConverter.Labels.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: told by the content).")
    private ListFormat format;

    @Option(names = "--source", paramLabel = "NAME", description = "As given to import (default: the format).")
    private String source;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        String name = bank.name();
        ListFile file = new ListFile(path, Optional.ofNullable(format));
        String from = source == null ? file.detect().label() : source;
        KafkaConnection connection = kafka.connectionWith(Topic.SIGNATURES);
        ListDifference difference = new ListDifference(BankContents.read(connection, name));
        file.read(name, from, Instant.EPOCH, difference::take);
        ListDifference.Numbers numbers = difference.numbers();
        spec.commandLine()
                .getOut()
                .println(name + ": " + numbers.added() + " new, " + numbers.changed() + " changed, " + numbers.same()
                        + " the same, " + numbers.takenBack() + " to remove, " + numbers.onlyInBank()
                        + " not on the list");
        return numbers.added() + numbers.changed() + numbers.takenBack() == 0 ? 0 : 1;
    }
}
