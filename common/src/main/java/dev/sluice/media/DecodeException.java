package dev.sluice.media;

/** Ends the decoding of one payload; does not leave this package. */
final class DecodeException extends Exception {
    private final DecodeError error;

    DecodeException(DecodeError error, String detail) {
        super(detail, null, false, false);
        this.error = error;
    }

    Decoded.Failed failed() {
        return new Decoded.Failed(error, getMessage());
    }
}
