package dev.sluice.media;

/** A payload that becomes no picture, and why. Carries the refusal through this package and never leaves it. */
final class RefusedException extends Exception {
    private final DecodeError error;

    /** @param detail values and bounds; never bytes of the payload */
    RefusedException(DecodeError error, String detail) {
        // No stack trace: hostile input must not be able to buy expensive exceptions.
        super(detail, null, false, false);
        this.error = error;
    }

    static RefusedException corrupt(String detail) {
        return new RefusedException(DecodeError.CORRUPT, detail);
    }

    Decoded.Failed toFailed() {
        return new Decoded.Failed(error, getMessage());
    }
}
