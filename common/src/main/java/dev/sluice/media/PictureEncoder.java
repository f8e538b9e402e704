package dev.sluice.media;

/**
 * Encodes single pictures as payloads of frame events. The size may change from picture to picture. Not thread-safe;
 * holds native memory until closed.
 */
public interface PictureEncoder extends AutoCloseable {

    /** The content type of what {@link #encode} gives, as in a frame event. */
    String contentType();

    /**
     * One picture as a payload that decodes on its own.
     *
     * @throws IllegalArgumentException if the format cannot hold a picture of this size
     * @throws IllegalStateException if the encoder is closed
     */
    byte[] encode(YuvPicture picture);

    /** Releases native memory; may be called again without effect. */
    @Override
    void close();
}
