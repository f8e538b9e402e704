package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.event.AccountEvent;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What may change with an account's standing; what is left out stays as it is. */
final class StandingOptions {
    @Option(names = "--tier", paramLabel = "TIER", description = "Its tier on the platform (default: as it is).")
    private String tier;

    @Option(
            names = "--strikes",
            paramLabel = "N",
            description = "How many confirmed violations count against it (default: as it is).")
    private Integer strikes;

    @Option(names = "--reason", paramLabel = "REASON", description = "Why.")
    private String reason;

    void requireSound() throws CommandException {
        if (strikes != null && strikes < 0) {
            throw new CommandException("--strikes must be at least 0");
        }
    }

    /** Whether one of those is given that outlive a block. */
    boolean changeStanding() {
        return tier != null || strikes != null;
    }

    /** @param blockedUntil null for not blocked */
    AccountEvent standing(String accountId, Optional<AccountEvent> before, Instant blockedUntil, Instant now) {
        return new AccountEvent(
                accountId,
                tier == null ? before.map(AccountEvent::tier).orElse("") : tier,
                strikes == null ? before.map(AccountEvent::strikes).orElse(0) : strikes,
                blockedUntil,
                reason,
                now);
    }
}
