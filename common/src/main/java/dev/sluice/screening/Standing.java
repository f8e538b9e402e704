package dev.sluice.screening;

import dev.sluice.event.StreamEvent;

/**
 * What is known of the account that streams.
 *
 * @param tier of vetting, empty if unknown
 * @param createdMillis when the account was made, 0 if unknown
 * @param priorStreams -1 if unknown
 * @param blockedUntilMillis until when it may not stream, 0 if it may
 */
public record Standing(String tier, long createdMillis, int priorStreams, int strikes, long blockedUntilMillis) {
    static final Standing UNKNOWN = new Standing("", 0, -1, 0, 0);

    private static final long DAY_MILLIS = 86_400_000;

    public Standing {
        tier = tier == null ? "" : tier;
    }

    /** With what the publisher says; strikes and blocks are the enforcement's. */
    Standing told(StreamEvent.Account account) {
        return new Standing(
                account.tier() == null ? tier : account.tier(),
                account.createdAt() == null
                        ? createdMillis
                        : account.createdAt().toEpochMilli(),
                account.priorStreams(),
                strikes,
                blockedUntilMillis);
    }

    /** With what enforcement says: strikes, blocks and, if it names one, the tier. */
    Standing told(Standing enforced) {
        return new Standing(
                enforced.tier.isEmpty() ? tier : enforced.tier,
                createdMillis,
                priorStreams,
                enforced.strikes,
                enforced.blockedUntilMillis);
    }

    /** Days since the account was made, -1 if unknown. */
    int ageDays(long atMillis) {
        return createdMillis == 0 ? -1 : (int) Math.max(0, (atMillis - createdMillis) / DAY_MILLIS);
    }

    boolean blockedAt(long atMillis) {
        return atMillis < blockedUntilMillis;
    }
}
