package dev.sluice.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.AccountEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountLinesTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final AccountLines lines = new AccountLines(NOON);

    @Test
    void aStandingIsOneLine() {
        assertThat(lines.line(new AccountEvent("a", "partner", 2, NOON.plusSeconds(1), "THREAT", NOON)))
                .isEqualTo("a  tier partner  2 strikes  blocked until 2026-05-01T12:00:01Z  (THREAT)");
        assertThat(lines.line(new AccountEvent("a", null, 1, null, null, null)))
                .isEqualTo("a  no tier  1 strike  not blocked");
    }

    @Test
    void aBlockEndsAtItsTime() {
        assertThat(lines.line(new AccountEvent("a", "", 0, NOON, "", NOON)))
                .isEqualTo("a  no tier  0 strikes  not blocked, was until 2026-05-01T12:00:00Z");
    }
}
