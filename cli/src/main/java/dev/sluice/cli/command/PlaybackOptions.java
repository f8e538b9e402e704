package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.publish.Playback;
import picocli.CommandLine.Option;

/** How a video is played. */
final class PlaybackOptions {
    @Option(
            names = "--fps",
            paramLabel = "N",
            defaultValue = "4",
            description = "Frames published per second of the video (default: ${DEFAULT-VALUE}).")
    private double framesPerSecond;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Times real time (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--encoding",
            paramLabel = "jpeg|h264",
            defaultValue = "JPEG",
            description = "How each frame travels: a JPEG picture or an H.264 keyframe (default: jpeg).")
    private Playback.Encoding encoding;

    Playback playback() throws CommandException {
        if (!(framesPerSecond > 0 && framesPerSecond <= 120)) {
            throw new CommandException("--fps must be more than 0 and at most 120");
        }
        if (!(speed > 0 && speed <= 1000)) {
            throw new CommandException("--speed must be more than 0 and at most 1000");
        }
        return new Playback(framesPerSecond, speed, encoding);
    }
}
