package dev.sluice.event;

import java.time.Instant;

/**
 * The standing of an account, as it lies on the compacted topic {@code accounts} under the account's id as key. A
 * tombstone under the same key forgets it.
 *
 * @param tier the account's tier on the platform; empty if not said
 * @param strikes how many confirmed violations count against it
 * @param blockedUntil until when it must not stream; null if it is not blocked
 * @param reason why; empty if not said
 * @param at when its standing was set, null if not said
 */
public record AccountEvent(
        String accountId, String tier, int strikes, Instant blockedUntil, String reason, Instant at) {
    public AccountEvent {
        tier = tier == null ? "" : tier;
        reason = reason == null ? "" : reason;
    }
}
