package dev.sluice.media;

import java.util.Objects;

/**
 * A decoded picture in planar 8-bit YUV 4:2:0, row by row without padding.
 *
 * @param width columns of brightness, at least 1
 * @param height rows of brightness, at least 1
 * @param y brightness, {@code width * height} bytes, unsigned; owned by this picture, as are the colours
 * @param u blue difference, {@link #chromaWidth()} times {@link #chromaHeight()} bytes, unsigned, 128 is none
 * @param v red difference, as {@code u}
 * @param fullRange whether brightness spans 0..255 (stills) rather than 16..235 (nearly all video)
 */
public record YuvPicture(int width, int height, byte[] y, byte[] u, byte[] v, boolean fullRange) {
    public YuvPicture {
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(u, "u");
        Objects.requireNonNull(v, "v");
        if (width < 1 || height < 1 || (long) width * height != y.length) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " picture does not hold " + y.length + " samples of brightness");
        }
        long chroma = (long) half(width) * half(height);
        if (u.length != chroma || v.length != chroma) {
            throw new IllegalArgumentException("a " + width + "x" + height + " picture holds " + chroma
                    + " samples of each colour, not " + u.length + " and " + v.length);
        }
    }

    /** Columns of each colour: half the width, rounded up. */
    public int chromaWidth() {
        return half(width);
    }

    /** Rows of each colour: half the height, rounded up. */
    public int chromaHeight() {
        return half(height);
    }

    /** The brightness alone, a copy, expanded to full range if it is not. */
    public LumaPlane luma() {
        byte[] samples = y.clone();
        if (!fullRange) {
            LumaRange.expandLimited(samples);
        }
        return new LumaPlane(width, height, samples);
    }

    private static int half(int side) {
        return side / 2 + side % 2;
    }
}
