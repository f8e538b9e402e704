package dev.sluice.media;

import java.util.Objects;

/**
 * The brightness of a picture: 8-bit full-range luma (0 black .. 255 white), row by row without padding.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param samples {@code width * height} bytes, unsigned; owned by this plane
 */
public record LumaPlane(int width, int height, byte[] samples) {
    public LumaPlane {
        Objects.requireNonNull(samples, "samples");
        if (width < 1 || height < 1 || (long) width * height != samples.length) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " plane does not hold " + samples.length + " samples");
        }
    }
}
