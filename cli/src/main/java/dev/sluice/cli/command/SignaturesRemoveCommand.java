package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.lists.SignatureKey;
import dev.sluice.cli.lists.SignatureKeys;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "remove",
        description = "Removes signatures from a bank, with all their chunks; running jobs forget them at once.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SignaturesRemoveCommand implements Callable<Integer> {
    @Mixin
    private BankOption bank;

    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description = "The signature's id, as flags and signatures export name it; may be repeated.")
    private List<String> ids;

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dryRun;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        String name = bank.name();
        for (String id : ids) {
            BankOption.checked(id, "an id");
        }
        KafkaConnection connection = kafka.connectionWith(Topic.SIGNATURES);
        Set<String> missing = new LinkedHashSet<>(ids);
        List<SignatureKey> keys = SignatureKeys.read(connection, name, missing);
        keys.forEach(key -> missing.remove(key.id()));
        if (!dryRun) {
            try (EventProducer producer = new EventProducer(connection)) {
                for (SignatureKey key : keys) {
                    producer.sendTombstone(Topic.SIGNATURES, key.text());
                }
                producer.flush();
            }
        }
        String done = dryRun ? " would be removed" : " removed";
        keys.forEach(key -> spec.commandLine().getOut().println(key.text() + done));
        if (!missing.isEmpty()) {
            throw new CommandException("no such signature in bank " + name + ": " + String.join(", ", missing)
                    + " (sluice signatures export shows those that there are)");
        }
        return 0;
    }
}
