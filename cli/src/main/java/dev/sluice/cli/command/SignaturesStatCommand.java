package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.lists.BankReader;
import dev.sluice.cli.lists.BankStatistics;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "stat",
        description =
                "Shows what the banks hold: signatures, frames, digests of files, opinions, and when the first and last were added.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SignaturesStatCommand implements Callable<Integer>, BankReader.Visitor {
    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    private final Map<String, BankStatistics> banks = new TreeMap<>();
    private long malformed;

    @Override
    public Integer call() throws CommandException {
        KafkaConnection connection = kafka.connectionWith(Topic.SIGNATURES);
        new BankReader().read(connection, this);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%-24s %10s %10s %10s  %-20s  %-20s  %s%n",
                "bank", "signatures", "frames", "digests", "oldest", "newest", "opinions");
        banks.forEach((bank, statistics) -> {
            BankStatistics.Numbers numbers = statistics.numbers();
            out.printf(
                    "%-24s %10d %10d %10d  %-20s  %-20s  %s%n",
                    bank,
                    numbers.signatures(),
                    numbers.frames(),
                    numbers.digests(),
                    time(numbers.oldest()),
                    time(numbers.newest()),
                    opinions(numbers.opinions()));
        });
        if (malformed > 0) {
            out.println(malformed + " malformed records (sluice signatures verify shows them)");
        }
        return 0;
    }

    @Override
    public void signature(Message message, SignatureEvent signature) {
        banks.computeIfAbsent(signature.bank(), bank -> new BankStatistics()).add(signature);
    }

    @Override
    public void malformed(Message message, MalformedEventException problem) {
        malformed++;
    }

    private static String time(Instant time) {
        return time == null ? "-" : Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }

    private static String opinions(Map<String, Integer> opinions) {
        return new TreeMap<>(opinions)
                .entrySet().stream()
                        .map(opinion -> opinion.getKey() + " " + opinion.getValue())
                        .collect(Collectors.joining(", "));
    }
}
