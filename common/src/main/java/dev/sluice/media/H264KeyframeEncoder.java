package dev.sluice.media;

import java.util.Map;

/**
 * Pictures as H.264 keyframes: Annex B, each an IDR picture behind its own parameter sets, limited range, so that each
 * payload decodes on its own.
 */
public final class H264KeyframeEncoder implements PictureEncoder {
    private static final int SMALLEST_SIDE = 16;
    private static final int QUANTISER = 24;
    private static final int WORST = 51;

    private final IntraEncoder encoder;

    public H264KeyframeEncoder() {
        this(QUANTISER);
    }

    /**
     * @param quantiser H.264's quantisation parameter, 1 (best) .. 51 (smallest)
     * @throws IllegalArgumentException if it lies outside
     */
    public H264KeyframeEncoder(int quantiser) {
        if (quantiser < 1 || quantiser > WORST) {
            throw new IllegalArgumentException(
                    "an H.264 quantiser must be 1 (best) to " + WORST + " (smallest), not " + quantiser);
        }
        String fixed = Integer.toString(quantiser);
        this.encoder = new IntraEncoder(
                "libopenh264", false, Map.of("rc_mode", "off", "qmin", fixed, "qmax", fixed, "allow_skip_frames", "0"));
    }

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
