package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.load.Hostile;
import dev.sluice.cli.load.LoadPlan;
import dev.sluice.cli.load.LoadReport;
import dev.sluice.cli.load.LoadRun;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description = {
            "Puts many streams on a Sluice, some of them planted: they show a known video. Tells how much was screened, how soon"
                    + " flags came, and which planted streams were not flagged (then the exit code is 1).",
            "Without --bootstrap-servers, Kafka and Flink run in this process and share the machine with the generator."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LoadCommand implements Callable<Integer> {
    private static final int SECONDS_TO_END = 30;
    private static final int STREAMS_PER_PLANTED = 10;
    private static final int MOST_KNOWN_FRAMES = 10_000_000;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "40",
            description = "Streams, the planted ones included (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--fps",
            paramLabel = "RATE",
            defaultValue = "2",
            description = "Frames a second that each stream publishes, at most 30 (default: ${DEFAULT-VALUE}).")
    private double framesPerSecond;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "For how long each (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--ramp",
            paramLabel = "S",
            defaultValue = "0",
            description = "Over how many seconds the streams begin, one after another (default: all at once).")
    private int ramp;

    @Option(
            names = "--planted",
            paramLabel = "N",
            description = "Streams that show the known video (default: a tenth of all, at least one).")
    private Integer planted;

    @Option(
            names = "--chat",
            paramLabel = "RATE",
            description = "Chat messages a second over all streams (default: one per stream).")
    private Double chat;

    @Option(
            names = "--no-shedding",
            description = "Let the job sample on as if nothing were when it lags, to see what shedding is good for."
                    + " Not with --bootstrap-servers.")
    private boolean noShedding;

    @Option(
            names = {"--bootstrap", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description =
                    "Brokers of a Sluice that runs elsewhere; its own figures (frames sampled, shed, lag, processor time) need"
                            + " --flink, too.")
    private String bootstrap;

    @Option(
            names = "--flink",
            paramLabel = "URL",
            description =
                    "REST interface of the Flink that runs the job, such as http://localhost:8081. To learn how much of each"
                            + " stream was sampled, every stream is reported at the end, which raises a P0 flag for each: not where reviewers"
                            + " work.")
    private URI flink;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "sluice.",
            description = "What stands before each topic's name (default: ${DEFAULT-VALUE}).")
    private String prefix;

    @Option(
            names = "--bank",
            paramLabel = "NAME",
            defaultValue = "load-known",
            description =
                    "Of the planted signatures (default: ${DEFAULT-VALUE}). With --bootstrap-servers the policy in force should"
                            + " name it; it should not be one that kills.")
    private String bank;

    @Option(
            names = "--known-frames",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Random known frames to list beside the planted video, at most 10,000,000, which takes a larger"
                            + " heap (default: ${DEFAULT-VALUE}). Not with --bootstrap-servers.")
    private int knownFrames;

    @Mixin
    private KafkaConfigOption kafkaConfig;

    @Option(
            names = "--hostile",
            paramLabel = "KIND",
            split = ",",
            converter = HostileConverter.class,
            completionCandidates = HostileConverter.Names.class,
            description =
                    "Send beside the load what nobody should send, or disturb the load itself; several are separated by"
                            + " commas: ${COMPLETION-CANDIDATES}. Not on a Sluice that others use.")
    private Set<Hostile> hostile = Set.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of hostile records: the same ones for the same seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--flag-times",
            paramLabel = "FILE",
            description = "Write when each flag of a planted stream came, epoch milliseconds, a line each.")
    private Path flagTimes;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as one JSON object, too.")
    private Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (noShedding && bootstrap != null) {
            throw new CommandException("--no-shedding changes the policy, which a Sluice elsewhere keeps for itself");
        }
        if (knownFrames < 0 || knownFrames > MOST_KNOWN_FRAMES) {
            throw new CommandException("--known-frames must be 0.." + MOST_KNOWN_FRAMES + ", not " + knownFrames);
        }
        if (knownFrames > 0 && bootstrap != null) {
            throw new CommandException("--known-frames would fill the catalogue of a Sluice elsewhere");
        }
        if (flink != null && bootstrap == null) {
            throw new CommandException("--flink goes with --bootstrap-servers");
        }
        if (flink != null && !"http".equals(flink.getScheme()) && !"https".equals(flink.getScheme())) {
            throw new CommandException("--flink: " + flink + " is no address such as http://localhost:8081");
        }
        if (kafkaConfig.isGiven() && bootstrap == null) {
            throw new CommandException("--kafka-config goes with --bootstrap-servers");
        }
        requireWritable("--json", json);
        requireWritable("--flag-times", flagTimes);
        LoadPlan plan = new LoadPlan(
                Long.toString(System.currentTimeMillis(), Character.MAX_RADIX),
                streams,
                framesPerSecond,
                seconds,
                planted == null ? Math.max(1, streams / STREAMS_PER_PLANTED) : planted,
                chat == null ? streams : chat,
                ramp);
        plan.require();
        PrintWriter err = spec.commandLine().getErr();
        KafkaConnection connection =
                bootstrap == null ? null : new KafkaConnection(bootstrap, prefix, kafkaConfig.properties());
        if (connection != null) {
            warnOfBank(connection, err);
        }
        LoadRun run = new LoadRun(plan, new LoadRun.Settings(bank, !noShedding, knownFrames, hostile, seed), text -> {
            err.println("- " + text);
            err.flush();
        });
        return Interruptible.call("sluice load", run::stop, SECONDS_TO_END, () -> {
            LoadReport report =
                    connection == null ? run.runEmbedded() : run.runAgainst(connection, Optional.ofNullable(flink));
            show(report);
            return report.foundAll() ? 0 : 1;
        });
    }

    private void warnOfBank(KafkaConnection connection, PrintWriter err) {
        Policy policy = PolicySource.publishedOrShipped(connection);
        if (!policy.banks().names().contains(bank)) {
            err.println("warning: policy " + policy.version() + " names no bank " + bank
                    + ": its own settings and limits are not what is measured");
        } else if (policy.banks().bank(bank).killEligible()) {
            err.println("warning: bank " + bank
                    + " may kill: while the load runs, a real stream that shows its planted video is ended, too");
        }
        err.flush();
    }

    private void show(LoadReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        if (json != null) {
            Files.writeString(json, report.json() + "\n");
        }
        if (flagTimes != null) {
            Files.write(
                    flagTimes,
                    report.flaggedAtMillis().stream().map(String::valueOf).toList());
        }
    }

    private static void requireWritable(String option, Path file) throws CommandException {
        if (file != null
                && (Files.isDirectory(file) || !isFolder(file.toAbsolutePath().getParent()))) {
            throw new CommandException(option + ": " + file + " cannot be written: no such folder, or itself a folder");
        }
    }

    private static boolean isFolder(Path path) {
        return path != null && Files.isDirectory(path);
    }
}
