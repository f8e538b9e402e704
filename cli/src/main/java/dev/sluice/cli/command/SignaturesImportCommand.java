package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.lists.BankContents;
import dev.sluice.cli.lists.ListFile;
import dev.sluice.cli.lists.ListImport;
import dev.sluice.cli.show.ImportLines;
import dev.sluice.cli.show.Progress;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.signature.list.ImportReport;
import dev.sluice.signature.list.ListFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = {
            "Adds the PDQ hashes, MD5, SHA-1 and SHA-256 of signature lists to a bank, and removes what a list takes back.",
            "What cannot be used is set aside and counted with the reason: among it PDQ hashes without exactly 128 one-bits,"
                    + " which are of no picture with detail, and those of a quality below 50. What the bank holds already is"
                    + " left alone."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:all entries were quarantined",
            "2:a file is no list that can be used, or not one line of it looks like one"
        },
        sortOptions = false)
final class SignaturesImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Lists, one format each.")
    private List<Path> files;

    @Mixin
    private BankOption bank;

    @Option(
            names = "--format",
            paramLabel = "F",
            converter = ListFormatConverter.class,
            completionCandidates = ListFormatConverter.Labels.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: told by the content).")
    private ListFormat format;

    @Option(names = "--source", paramLabel = "NAME", description = "Who contributes them (default: the format).")
    private String source;

    @Option(names = "--dry-run", description = "Only say what would come of it; needs no Kafka.")
    private boolean dryRun;

    @Mixin
    private ProgressOption progress;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    /** A list whose format is known. */
    private record Known(ListFile file, ListFormat format) {}

    @Override
    public Integer call() throws CommandException {
        String name = bank.name();
        List<Known> lists = detect();
        if (dryRun) {
            return exitCode(read(lists, name, result -> {}));
        }
        KafkaConnection connection = kafka.connectionWith(Topic.SIGNATURES);
        bank.warnIfUnnamed(connection, spec.commandLine().getErr());
        BankContents contents = BankContents.read(connection, name);
        try (EventProducer producer = new EventProducer(connection)) {
            ListImport importing = new ListImport(producer, contents);
            List<ImportReport> reports = read(lists, name, importing::take);
            ListImport.Outcome outcome = importing.finish();
            spec.commandLine()
                    .getOut()
                    .println(name + ": " + outcome.written() + " records written, " + outcome.unchanged()
                            + " unchanged, " + outcome.removed() + " removed");
            return exitCode(reports);
        }
    }

    /** All before the first is read, so that a file that cannot be used leaves nothing half done. */
    private List<Known> detect() throws CommandException {
        List<Known> lists = new ArrayList<>();
        for (Path path : files) {
            ListFile file = new ListFile(path, Optional.ofNullable(format));
            lists.add(new Known(file, file.detect()));
        }
        return lists;
    }

    private List<ImportReport> read(List<Known> lists, String name, ListFile.Visitor visitor) throws CommandException {
        Instant now = Instant.now();
        List<ImportReport> reports = new ArrayList<>();
        for (Known list : lists) {
            String from = source == null ? list.format().label() : source;
            ImportReport report;
            try (Progress shown = progress.start(
                    spec.commandLine().getErr(),
                    list.file().bytes(),
                    bytes -> String.format(
                            Locale.ROOT,
                            "%,d kB of %s",
                            bytes / 1000,
                            list.file().path().getFileName()))) {
                report = list.file().read(name, from, now, visitor, shown::at);
            }
            new ImportLines()
                    .lines(list.file().path().toString(), list.format(), report)
                    .forEach(spec.commandLine().getOut()::println);
            reports.add(report);
        }
        return reports;
    }

    private static int exitCode(List<ImportReport> reports) {
        boolean usable = reports.stream().anyMatch(ImportReport::anyUsable);
        boolean quarantined = reports.stream().anyMatch(report -> report.quarantinedInAll() > 0);
        return usable || !quarantined ? 0 : 1;
    }
}
