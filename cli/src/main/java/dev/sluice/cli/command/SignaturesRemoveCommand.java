package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.SignatureTopic;
import dev.sluice.cli.lists.SignatureKey;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.util.ArrayList;
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

    @Option(names = "--id", paramLabel = "ID", required = true, description = "The signature's id; may be repeated.")
    private List<String> ids;

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
        List<String> keys = new ArrayList<>();
        try (SignatureTopic topic = new SignatureTopic(connection)) {
            topic.visit(message -> SignatureKey.parse(message.key())
                    .filter(key -> key.bank().equals(name) && ids.contains(key.id()))
                    .ifPresent(key -> {
                        keys.add(key.text());
                        missing.remove(key.id());
                    }));
        }
        try (EventProducer producer = new EventProducer(connection)) {
            for (String key : keys) {
                producer.sendTombstone(Topic.SIGNATURES, key);
            }
            producer.flush();
        }
        keys.forEach(key -> spec.commandLine().getOut().println(key + " removed"));
        missing.forEach(id -> spec.commandLine().getErr().println(name + "/" + id + ": no such signature"));
        return missing.isEmpty() ? 0 : 1;
    }
}
