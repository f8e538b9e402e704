package dev.sluice.media;

/** A file or a graph that a person named gives no pictures. The message is one sentence for that person: what, and why. */
public final class MediaException extends Exception {
    public MediaException(String message) {
        super(message);
    }

    public MediaException(String message, Throwable cause) {
        super(message, cause);
    }
}
