package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.MediaFile;
import dev.sluice.cli.reference.VideoFingerprints;
import dev.sluice.cli.reference.VideoFingerprints.Thinning;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.MediaException;
import dev.sluice.media.VideoFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "hash",
        description = {
            "Prints PDQ hashes.",
            "Of a picture: hash,quality,file. Of a video, for every frame, the vPDQ text line: frame,quality,hash,seconds."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HashCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "JPEG, PNG, WebP, or any video FFmpeg reads.")
    private List<Path> files;

    @Option(names = "--keyframes", description = "Only a video's keyframes.")
    private boolean keyframes;

    @Option(names = "--fps", paramLabel = "N", description = "At most N frames per second of a video.")
    private Double framesPerSecond;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException, MediaException {
        if (framesPerSecond != null && !(framesPerSecond > 0)) {
            throw new CommandException("--fps must be positive");
        }
        for (Path file : files) {
            Optional<LumaPlane> picture = MediaFile.picture(file);
            if (picture.isPresent()) {
                Fingerprint fingerprint = new Fingerprinter().original(picture.get());
                out().println(fingerprint.hash().toHex() + "," + fingerprint.quality() + "," + file);
            } else {
                hashVideo(file);
            }
        }
        return 0;
    }

    private void hashVideo(Path file) throws MediaException {
        try (VideoFile video = VideoFile.open(file)) {
            new VideoFingerprints()
                    .visit(
                            video,
                            new Thinning(keyframes, framesPerSecond == null ? 0 : framesPerSecond),
                            (index, ptsMillis, fingerprint) -> out().println(index + "," + fingerprint.quality() + ","
                                    + fingerprint.hash().toHex() + ","
                                    + String.format(Locale.ROOT, "%.3f", ptsMillis / 1000.0)));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
