package dev.sluice.media;

import java.util.Map;

/** Pictures as JPEG: full range, 4:2:0, whatever range they come in. */
public final class JpegEncoder implements PictureEncoder {
    /** The quality that publishers use: small, yet a fingerprint hardly moves. */
    public static final int DEFAULT_QUALITY = 4;

    private static final int BEST = 1;
    private static final int WORST = 31;

    private final IntraEncoder encoder;

    public JpegEncoder() {
        this(DEFAULT_QUALITY);
    }

    /**
     * @param quality FFmpeg's quantiser scale, 1 (best) .. 31 (smallest)
     * @throws IllegalArgumentException if it lies outside
     */
    public JpegEncoder(int quality) {
        if (quality < BEST || quality > WORST) {
            throw new IllegalArgumentException(
                    "JPEG quality must be " + BEST + " (best) to " + WORST + " (smallest), not " + quality);
        }
        String scale = Integer.toString(quality);
        this.encoder = new IntraEncoder("mjpeg", true, Map.of("qmin", scale, "qmax", scale, "strict", "normal"));
    }

    @Override
    public String contentType() {
        return "image/jpeg";
    }

    @Override
    public byte[] encode(YuvPicture picture) {
        return encoder.encode(picture);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
