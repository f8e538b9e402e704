package dev.sluice.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BankTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<String> IDS =
            IntStream.range(0, 10_000).mapToObj(i -> "v-" + i).toList();

    @Test
    void aBankWithoutRatioIsWhollyActive() {
        assertThat(IDS).allMatch(id -> Bank.unnamed("b").isEnabled(id, NOW));
    }

    @Test
    void theRatioIsTheShareOfActiveSignatures() {
        // Of 10,000 draws, four standard deviations are 200 and less.
        assertThat(active(0.25, 1)).hasSizeBetween(2300, 2700);
        assertThat(active(0, 1)).isEmpty();
    }

    @Test
    void aHigherRatioOnlyAddsAndAnotherSeedChoosesOthers() {
        assertThat(active(0.5, 1)).containsAll(active(0.25, 1));
        assertThat(active(0.25, 2)).isNotEqualTo(active(0.25, 1));
    }

    @Test
    void theChoiceIsTheSameOnEveryMachine() {
        assertThat(active(0.001, 7))
                .containsExactly(
                        "v-1749", "v-1791", "v-2781", "v-2903", "v-4504", "v-4657", "v-5974", "v-9195", "v-9857");
    }

    @Test
    void aDisabledSignatureIsActiveAgainAtItsTime() {
        Bank bank = bank(1, 0, List.of(new Bank.Disabled("v-1", NOW)));

        assertThat(bank.isEnabled("v-1", NOW.minusMillis(1))).isFalse();
        assertThat(bank.isEnabled("v-1", NOW)).isTrue();
        assertThat(bank.isEnabled("v-2", NOW.minusMillis(1))).isTrue();
    }

    private static List<String> active(double ratio, long seed) {
        return IDS.stream()
                .filter(id -> bank(ratio, seed, List.of()).isEnabled(id, NOW))
                .toList();
    }

    private static Bank bank(double ratio, long seed, List<Bank.Disabled> disabled) {
        return new Bank("b", "C", 1, 31, false, false, 0, ratio, seed, disabled);
    }
}
