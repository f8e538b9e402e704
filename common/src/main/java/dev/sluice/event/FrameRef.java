package dev.sluice.event;

/**
 * A claim check: the frame's bytes lie elsewhere.
 *
 * @param uri where; must start with one of the allowed prefixes
 * @param sha256 64 lower-case hexadecimal digits
 * @param size in bytes
 * @param contentType declared type of the bytes at {@code uri}
 */
public record FrameRef(String uri, String sha256, long size, String contentType) {
    /** The content type under which a claim check travels on {@code frames}. */
    public static final String CONTENT_TYPE = "application/vnd.sluice.frame-ref+json";
}
