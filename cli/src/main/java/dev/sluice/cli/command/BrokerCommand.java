package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "broker",
        description = "Runs a Kafka broker of one node on this machine, to try things out; not for production.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BrokerCommand implements Callable<Integer> {
    private static final int SECONDS_TO_END = 10;

    @Option(names = "--port", defaultValue = "9092", description = "Port on localhost (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "Where its data lie; an earlier run's are kept.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (port < 1 || port > 65_535) {
            throw new CommandException("--port must be 1..65535");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        return Interruptible.call("sluice broker", stopped::countDown, SECONDS_TO_END, () -> serve(stopped));
    }

    private int serve(CountDownLatch stopped) throws CommandException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(port, folder)) {
            spec.commandLine().getOut().println("Kafka listens on " + broker.bootstrapServers());
            spec.commandLine().getOut().flush();
            stopped.await();
        } catch (IOException e) {
            throw new CommandException("the broker cannot start: " + e.getMessage(), e);
        }
        return 0;
    }
}
