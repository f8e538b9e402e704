package dev.sluice.match;

/**
 * How far the frame matches with one video agree on an offset.
 *
 * @param frames distinct live frames that meet distinct known frames
 * @param spanMillis the shorter of the media times they cover in the stream and in the reference
 */
public record Alignment(int frames, long spanMillis) {
    /** No agreement at all. */
    public static final Alignment NONE = new Alignment(0, 0);
}
