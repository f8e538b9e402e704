package dev.sluice.media;

import java.time.Duration;

/** The moment at which decoding a payload must be over. */
final class Deadline {
    private final Duration allowed;
    private final long endNanos;

    Deadline(Duration allowed) {
        this.allowed = allowed;
        this.endNanos = System.nanoTime() + allowed.toNanos();
    }

    /** Nanoseconds left; negative once it has passed. */
    long remainingNanos() {
        return endNanos - System.nanoTime();
    }

    void check() throws RefusedException {
        if (remainingNanos() <= 0) {
            throw exceeded();
        }
    }

    RefusedException exceeded() {
        return new RefusedException(DecodeError.TIMEOUT, "decoding took longer than " + allowed);
    }
}
