package dev.sluice.match;

/**
 * How far the frame matches with one video agree on an offset and a speed.
 *
 * @param frames distinct live frames that meet distinct known frames
 * @param seeds those of them that match closely by themselves
 * @param spanMillis the shorter of the media times they cover in the stream and in the reference
 * @param speed of the stream, times the reference's
 * @param streamFromMillis media time of the first of them
 * @param streamToMillis media time of the last
 * @param referenceFromMillis time into the reference of the earliest
 * @param referenceToMillis time into the reference of the latest
 * @param part whether only a part of the picture agrees
 */
public record Alignment(
        int frames,
        int seeds,
        long spanMillis,
        double speed,
        long streamFromMillis,
        long streamToMillis,
        long referenceFromMillis,
        long referenceToMillis,
        boolean part) {
    /** No agreement at all. */
    public static final Alignment NONE = new Alignment(0, 0, 0, 1, 0, 0, 0, 0, false);

    /** More frames, else a longer span, else a speed nearer to the plain one. */
    boolean betterThan(Alignment other) {
        if (frames != other.frames) {
            return frames > other.frames;
        }
        if (spanMillis != other.spanMillis) {
            return spanMillis > other.spanMillis;
        }
        return Math.abs(speed - 1) < Math.abs(other.speed - 1);
    }
}
