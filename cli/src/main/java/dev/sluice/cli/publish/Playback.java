package dev.sluice.cli.publish;

/**
 * How a source is played.
 *
 * @param framesPerSecond of media time that are published
 * @param speed times real time
 * @param encoding of each frame
 */
public record Playback(double framesPerSecond, double speed, Encoding encoding) {
    /** As the frames travel. */
    public enum Encoding {
        JPEG,
        H264
    }
}
