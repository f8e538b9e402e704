package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.lists.BankReader;
import dev.sluice.cli.lists.ExportFormat;
import dev.sluice.cli.lists.SignatureExport;
import dev.sluice.cli.show.Progress;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Writes a bank's signatures as a list. It holds hashes: keep it as you keep the bank.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SignaturesExportCommand implements Callable<Integer> {
    @Mixin
    private BankOption bank;

    @Option(names = "--id", paramLabel = "ID", description = "Only this signature.")
    private String id;

    @Option(
            names = "--as",
            paramLabel = "F",
            defaultValue = "HASH",
            description = "hash (hash,id per fingerprint), vpdq (one video; needs --id) or json (loses nothing)"
                    + " (default: hash).")
    private ExportFormat format;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to (default: standard output).")
    private Path file;

    @Mixin
    private ProgressOption progress;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        String name = bank.name();
        if (format == ExportFormat.VPDQ && id == null) {
            throw new CommandException("--as vpdq writes one video: it needs --id");
        }
        KafkaConnection connection = kafka.connectionWith(Topic.SIGNATURES);
        if (file == null) {
            return export(connection, name, spec.commandLine().getOut());
        }
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            int exitCode = export(connection, name, out);
            if (out.checkError()) {
                throw new CommandException("cannot write all of " + file);
            }
            return exitCode;
        } catch (IOException e) {
            throw new CommandException("cannot write " + file, e);
        }
    }

    private int export(KafkaConnection connection, String name, PrintWriter out) throws CommandException {
        PrintWriter err = spec.commandLine().getErr();
        SignatureExport export = new SignatureExport(format, out);
        try (Progress shown = progress.counting(err, "records read")) {
            new BankReader().read(connection, (message, signature) -> {
                shown.step();
                if (signature.bank().equals(name)
                        && (id == null || signature.signatureId().equals(id))) {
                    export.take(message, signature);
                }
            });
        }
        long records = export.finish();
        if (records == 0) {
            err.println(
                    id == null ? "the bank " + name + " is empty" : "the bank " + name + " holds no signature " + id);
        }
        return records == 0 ? 1 : 0;
    }
}
