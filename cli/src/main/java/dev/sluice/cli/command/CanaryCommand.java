package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.canary.Canary;
import dev.sluice.cli.canary.CanaryMetrics;
import dev.sluice.cli.canary.CanaryRound;
import dev.sluice.cli.canary.MetricsEndpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "canary",
        description = {
            "Streams a harmless known picture every minute and tells whether its flag comes, and when.",
            "Its streams are named canary-..., its account is sluice-canary; it answers its flags itself."
        },
        exitCodeListHeading = "%nExit codes with --once:%n",
        exitCodeList = {"0:the flag came within the objective", "1:it came late, or not", "2:could not try"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CanaryCommand implements Callable<Integer> {
    private static final int SECONDS_TO_END = 10;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "From one stream's start to the next (default: ${DEFAULT-VALUE}).")
    private Duration every;

    @Option(
            names = "--objective",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "Within which the flag should come (default: ${DEFAULT-VALUE}).")
    private Duration objective;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "After which it counts as missing (default: ${DEFAULT-VALUE}).")
    private Duration patience;

    @Option(names = "--once", description = "One stream only; the exit code tells what became of it.")
    private boolean once;

    @Option(
            names = "--bank",
            paramLabel = "BANK",
            defaultValue = "canary",
            converter = NonBlankConverter.class,
            description = "Of its signature and of nothing else (default: ${DEFAULT-VALUE}).")
    private String bank;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve Prometheus' text at http://ADDRESS:PORT/metrics.")
    private Integer port;

    @Option(
            names = "--metrics-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Of this machine, for --metrics-port (default: ${DEFAULT-VALUE}).")
    private InetAddress address;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description =
                    "Write the same text there after each stream, as node-exporter's textfile collector reads it.")
    private Path file;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    private final CanaryMetrics metrics = new CanaryMetrics();
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Override
    public Integer call() throws Exception {
        require();
        Canary canary = new Canary(kafka.connection(), new Canary.Settings(bank, objective, patience));
        Optional<MetricsEndpoint> endpoint = endpoint();
        Runnable stop = () -> {
            stopping.countDown();
            canary.stop();
        };
        try {
            return Interruptible.call(
                    "sluice canary", stop, SECONDS_TO_END, () -> once ? single(canary) : again(canary));
        } finally {
            endpoint.ifPresent(MetricsEndpoint::close);
        }
    }

    private int single(Canary canary) throws CommandException {
        Optional<CanaryRound> round;
        try {
            round = canary.round();
        } catch (CommandException | KafkaException e) {
            metrics.failed();
            write();
            throw e;
        }
        if (round.isEmpty()) {
            throw new CommandException("interrupted");
        }
        tell(round.get());
        return round.get().result() == CanaryRound.Result.OK ? 0 : 1;
    }

    private int again(Canary canary) throws CommandException, InterruptedException {
        boolean stop = false;
        while (!stop) {
            long begun = System.nanoTime();
            try {
                Optional<CanaryRound> round = canary.round();
                if (round.isPresent()) {
                    tell(round.get());
                }
            } catch (CommandException | KafkaException e) {
                // A broker that is away is what a canary is there to tell, not a reason to end.
                metrics.failed();
                write();
                line("could not try: " + Sluice.sentence(e));
            }
            stop = stopping.await(every.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
        }
        return 0;
    }

    private void tell(CanaryRound round) throws CommandException {
        metrics.note(round, Instant.now());
        write();
        String what = round.latency()
                .map(latency -> String.format(
                        Locale.ROOT, "%.3f s (objective %.3f s)", latency.toNanos() / 1e9, objective.toMillis() / 1e3))
                .orElseGet(() -> String.format(Locale.ROOT, "no flag within %.3f s", patience.toMillis() / 1e3));
        line(String.format("%-7s  %s  %s", round.result().name().toLowerCase(Locale.ROOT), what, round.streamId()));
    }

    private void line(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + "  " + text);
        out.flush();
    }

    /** In one step, so that a reader never sees half of it. */
    private void write() throws CommandException {
        if (file == null) {
            return;
        }
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(beside, metrics.text());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandException("cannot write " + file, e);
        }
    }

    private Optional<MetricsEndpoint> endpoint() throws CommandException {
        if (port == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MetricsEndpoint(address, port, metrics::text));
        } catch (IOException e) {
            throw new CommandException(
                    "--metrics-port: cannot listen on " + address.getHostAddress() + ":" + port + ": " + e.getMessage(),
                    e);
        }
    }

    private void require() throws CommandException {
        if (patience.compareTo(objective) < 0) {
            throw new CommandException("--patience must not be shorter than --objective");
        }
        if (port != null && (port < 1 || port > 65_535)) {
            throw new CommandException("--metrics-port must be 1..65535");
        }
        if (once && port != null) {
            throw new CommandException("--metrics-port serves nobody with --once; --metrics-file stays");
        }
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file))) {
            throw new CommandException(
                    "--metrics-file: " + file + " cannot be written: no such folder, or itself a folder");
        }
    }
}
