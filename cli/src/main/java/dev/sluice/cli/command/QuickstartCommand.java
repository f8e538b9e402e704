package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.quickstart.Quickstart;
import dev.sluice.cli.quickstart.Summary;
import dev.sluice.cli.quickstart.World;
import dev.sluice.cli.quickstart.Worlds;
import dev.sluice.cli.show.Paint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "quickstart",
        description = {
            "Runs a whole Sluice in this process: Kafka, Flink, livestreams, flags and kills.",
            "Without --video a small world of synthetic streams is played, each with a story; exit code 1 if one does not"
                    + " come out as it must. With --video and --reference, your own files:"
                    + " each video as a livestream, screened against a bank made from the references."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class QuickstartCommand implements Callable<Integer> {
    private static final int SECONDS_TO_END = 20;

    @Option(names = "--video", paramLabel = "FILE", description = "A video to play as a livestream; may be repeated.")
    private List<Path> videos = List.of();

    @Option(names = "--reference", paramLabel = "FILE", description = "A known video for the bank; may be repeated.")
    private List<Path> references = List.of();

    @Mixin
    private PlaybackOptions playback;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Of Flink's web interface (default: a free one).")
    private int port;

    @Option(names = "--keep-running", description = "Stay after the streams are over, until interrupted.")
    private boolean keepRunning;

    @Option(
            names = "--json",
            description =
                    "Each flag and kill as one JSON line on stdout: {\"topic\": \"flags\" or \"kills\", \"key\": ...,"
                            + " \"value\": {...}}; all else on stderr.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (videos.isEmpty() != references.isEmpty()) {
            throw new CommandException("--video and --reference go together");
        }
        requirePort();
        World world = videos.isEmpty() ? Worlds.synthetic() : Worlds.ofFiles(videos, references);
        QuickstartDisplay display = new QuickstartDisplay(
                spec.commandLine().getOut(), spec.commandLine().getErr(), Paint.ofTerminal(), json);
        Quickstart quickstart =
                new Quickstart(world, new Quickstart.Settings(playback.playback(), port, keepRunning), display);
        Summary summary = Interruptible.call("sluice quickstart", quickstart::stop, SECONDS_TO_END, quickstart::run);
        display.summary(summary);
        return summary.asExpected() ? 0 : 1;
    }

    private void requirePort() throws CommandException {
        if (port < 0 || port > 65_535) {
            throw new CommandException("--port must be 0..65535");
        }
        try {
            EmbeddedBroker.requireFree(port);
        } catch (IOException e) {
            throw new CommandException("--port: " + e.getMessage(), e);
        }
    }
}
