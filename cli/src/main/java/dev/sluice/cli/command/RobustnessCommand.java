package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.NamedVideo;
import dev.sluice.cli.robustness.Edit;
import dev.sluice.cli.robustness.Matrix;
import dev.sluice.cli.robustness.Robustness;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "robustness",
        description = {
            "Measures which edits of known videos are still found, beside plain PDQ.",
            "Makes edited copies of the references in memory, plays each as a livestream, screens it against signatures of"
                    + " the references, and does the same with unrelated videos, in which nothing should be found."
                    + " Writes matrix.csv, matrix.md, matrix.html and example pictures."
        },
        exitCodeList = {
            "0:measured",
            "1:measured, but an unrelated video had a sequence match",
            "2:could not do what was asked"
        },
        exitCodeListHeading = "%nExit codes:%n",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RobustnessCommand implements Callable<Integer> {
    @Option(
            names = "--reference",
            paramLabel = "VIDEO",
            arity = "1..*",
            required = true,
            description = "Known videos: any FFmpeg reads, or scene:NAME.")
    private List<String> references;

    @Option(
            names = "--unrelated",
            paramLabel = "VIDEO",
            arity = "1..*",
            description = "Videos that show nothing of the references.")
    private List<String> unrelated = List.of();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the reports.")
    private Path folder;

    @Option(
            names = "--fps",
            paramLabel = "N",
            defaultValue = "1",
            description = "Frames per second of media time that are looked at (default: ${DEFAULT-VALUE}).")
    private double framesPerSecond;

    @Option(
            names = "--edits",
            paramLabel = "NAME",
            split = ",",
            converter = EditConverter.class,
            description = "Only these edits: ${COMPLETION-CANDIDATES}.")
    private List<Edit> edits = Arrays.asList(Edit.values());

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Longest stream in media time (default: ${DEFAULT-VALUE}); its frames lie in memory."
                    + " Videos under 20 seconds are repeated.")
    private int seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(framesPerSecond > 0)) {
            throw new CommandException("--fps must be more than 0");
        }
        if (seconds < 1) {
            throw new CommandException("--seconds must be at least 1");
        }
        Matrix.Settings settings = new Matrix.Settings(edits, framesPerSecond, seconds * 1000L);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = spec.commandLine().getErr();
        boolean clean = new Robustness(folder, out, progress).run(named(references), named(unrelated), settings);
        return clean ? 0 : 1;
    }

    private static List<NamedVideo> named(List<String> videos) {
        return videos.stream().map(NamedVideo::new).toList();
    }
}
