package dev.sluice.cli.show;

import dev.sluice.event.AccountEvent;
import java.time.Instant;

/** One line per account's standing. */
public final class AccountLines {
    private final Instant now;

    public AccountLines(Instant now) {
        this.now = now;
    }

    /** Such as {@code a-17  tier partner  2 strikes  blocked until 2026-05-08T12:00:00Z  (TERRORISM)}. */
    public String line(AccountEvent account) {
        String tier = account.tier().isEmpty() ? "no tier" : "tier " + account.tier();
        String strikes = account.strikes() == 1 ? "1 strike" : account.strikes() + " strikes";
        String reason = account.reason().isEmpty() ? "" : "  (" + account.reason() + ")";
        return account.accountId() + "  " + tier + "  " + strikes + "  " + block(account.blockedUntil()) + reason;
    }

    private String block(Instant until) {
        if (until == null) {
            return "not blocked";
        }
        return (until.isAfter(now) ? "blocked until " : "not blocked, was until ") + until;
    }
}
