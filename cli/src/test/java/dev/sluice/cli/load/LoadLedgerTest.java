package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadLedgerTest {
    private final LoadLedger ledger = new LoadLedger(List.of("planted-1", "planted-2"));

    @Test
    void aPlantedStreamIsMissedUntilItsSignatureIsFlagged() {
        ledger.note(flag("f0", 1, "planted-1", Flag.CHAT, 1000, 0), 1050);
        assertThat(ledger.missed()).containsExactly("planted-1", "planted-2");

        ledger.note(flag("f1", 1, "planted-1", Flag.SIGNATURE, 1000, 0), 1050);

        assertThat(ledger.missed()).containsExactly("planted-2");
    }

    @Test
    void aRepeatOfARevisionCountsOnce() {
        ledger.note(flag("f1", 1, "planted-1", Flag.SIGNATURE, 1000, 0), 1050);
        ledger.note(flag("f1", 1, "planted-1", Flag.SIGNATURE, 1000, 0), 9000);
        ledger.note(flag("f1", 2, "planted-1", Flag.SIGNATURE, 1500, 0), 1560);

        assertThat(ledger.latency().sorted()).containsExactly(50L, 60L);
    }

    @Test
    void onlyFramesAfterTheFirstFlagsDirectiveCountAsDirected() {
        ledger.note(flag("f1", 1, "planted-1", Flag.SIGNATURE, 1000, 0), 1100);
        ledger.note(flag("f2", 1, "planted-1", Flag.SIGNATURE, 2099, 0), 2199);
        ledger.note(flag("f3", 1, "planted-1", Flag.SIGNATURE, 2100, 0), 2130);
        ledger.note(flag("f4", 1, "planted-2", Flag.SIGNATURE, 9000, 0), 9900);

        assertThat(ledger.directedLatency().sorted()).containsExactly(30L);
        assertThat(ledger.latency().samples()).isEqualTo(4);
    }

    @Test
    void flagsOfHarmlessStreamsAreFalseUnlessTheRunAskedForThem() {
        ledger.note(flag("f1", 1, "harmless", Flag.RESTREAM, 1000, 0), 1100);
        ledger.asking();
        ledger.note(flag("f2", 1, "harmless", Flag.IMMINENT_HARM, 1000, 40), 1100);
        ledger.note(flag("f3", 1, "harmless", Flag.RULE, 1000, 40), 1100);

        assertThat(ledger.falseFlags()).containsOnlyKeys(Flag.RESTREAM);
    }

    @Test
    void aStreamIsUnderTheFloorIfItsAnswerSaysSoOrIsMissing() {
        ledger.asking();
        ledger.note(flag("f1", 1, "a", Flag.IMMINENT_HARM, 1000, 8), 1100);
        ledger.note(flag("f2", 1, "b", Flag.IMMINENT_HARM, 1000, 7), 1100);

        assertThat(ledger.under(8, List.of("a", "b", "c"))).isEqualTo(2);
        assertThat(ledger.answered()).isEqualTo(2);
    }

    @Test
    void percentilesAreOfTheNearestRank() {
        LoadLedger.Latency latency =
                LoadLedger.Latency.of(LongStream.rangeClosed(1, 200).boxed().toList());

        assertThat(latency.percentile(0.5)).hasValue(100);
        assertThat(latency.percentile(0.99)).hasValue(198);
        assertThat(latency.percentile(0.999)).hasValue(200);
        assertThat(LoadLedger.Latency.of(List.of()).percentile(0.5)).isEmpty();
    }

    private static Flag flag(String id, int revision, String stream, String reason, long causedAtMillis, long sampled) {
        return new Flag(
                id,
                revision,
                Flag.OPEN,
                stream,
                "account",
                reason,
                "TERRORISM",
                "P1",
                Instant.EPOCH,
                "REVIEW",
                List.of(),
                List.of(),
                List.of(),
                0.6,
                List.of(),
                List.of(),
                List.of(),
                new Flag.Coverage(sampled, sampled, 0),
                null,
                causedAtMillis,
                null,
                Instant.EPOCH);
    }
}
