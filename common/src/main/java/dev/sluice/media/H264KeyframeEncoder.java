package dev.sluice.media;

import java.util.Map;

/**
 * Pictures as H.264 keyframes: Annex B, each an IDR picture behind its own parameter sets, limited range, so that each
 * payload decodes on its own.
 */
public final class H264KeyframeEncoder implements PictureEncoder {
    private static final int SMALLEST_SIDE = 16;
    private static final String QUANTISER = "24";

    private final IntraEncoder encoder = new IntraEncoder(
            "libopenh264",
            false,
            Map.of("rc_mode", "off", "qmin", QUANTISER, "qmax", QUANTISER, "allow_skip_frames", "0"));

    @Override
    public String contentType() {
        return "video/h264";
    }

    /** As {@link PictureEncoder#encode}; sides must be even and at least 16. */
    @Override
    public byte[] encode(YuvPicture picture) {
        if (Math.min(picture.width(), picture.height()) < SMALLEST_SIDE
                || picture.width() % 2 != 0
                || picture.height() % 2 != 0) {
            throw new IllegalArgumentException("H.264 keyframes have even sides of at least " + SMALLEST_SIDE + ", not "
                    + picture.width() + "x" + picture.height());
        }
        return encoder.encode(picture);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
