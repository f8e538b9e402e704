package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;

/**
 * A kill that was released and of which nobody said yet that it ended the stream. Immutable.
 *
 * @param evidence the flag that would have been raised if the kill had been withheld: what led to it
 * @param nextMillis when it is next to be looked at, epoch milliseconds
 * @param sent how often it was sent
 * @param revision of the flag that tells people, 0 if there is none
 * @param trouble what that flag says; empty if there is none
 */
public record PendingKill(Kill kill, Flag evidence, long nextMillis, int sent, int revision, String trouble) {
    public PendingKill {
        trouble = trouble == null ? "" : trouble;
    }

    /** Whether people were told. */
    boolean isTold() {
        return revision > 0;
    }
}
