package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
        ledger.note(flag("f1", 1, "harmless", Flag.RAID, 1000, 0), 1100);
        ledger.asking();
        ledger.note(flag("f2", 1, "harmless", Flag.IMMINENT_HARM, 1000, 40), 1100);
        ledger.note(flag("f3", 1, "harmless", Flag.RULE, 1000, 40), 1100);

        assertThat(ledger.falseFlags()).containsOnlyKeys(Flag.RAID);
    }

    @Test
    void thatHarmlessStreamsResembleEachOtherIsNotFalse() {
        ledger.note(flag("f1", 1, "harmless", Flag.RESTREAM, 1000, 0), 1100);
        ledger.note(flag("f1", 2, "harmless", Flag.RESTREAM, 9000, 0), 9100);
        ledger.note(flag("f2", 1, "planted-1", Flag.RESTREAM, 1000, 0), 1100);

        assertThat(ledger.falseFlags()).isEmpty();
        assertThat(ledger.restreamed()).isEqualTo(1);
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
    void aRepeatedKillIsOfAnotherEffectIfItsScopeOrItsIdWithinTheEpochDiffers() {
        ledger.note(kill("k1", 1, List.of("end-session", "hold-key"), Instant.EPOCH));
        ledger.note(kill("k1", 1, List.of("hold-key", "end-session"), Instant.EPOCH.plusSeconds(9)));
        ledger.note(kill("k2", 2, List.of("end-session"), Instant.EPOCH));
        assertThat(ledger.kills()).isEqualTo(new LoadLedger.Kills(2, 3, 0));

        ledger.note(kill("k1", 1, List.of("end-session"), Instant.EPOCH));
        ledger.note(kill("k3", 2, List.of("end-session"), Instant.EPOCH));

        assertThat(ledger.kills()).isEqualTo(new LoadLedger.Kills(3, 5, 2));
    }

    @Test
    void aPassageIsMissedUntilItsOwnSignatureIsFlagged() {
        assertThat(ledger.missedPassages("planted-1", Set.of("s1", "s2"))).isEqualTo(2);

        ledger.note(flag("f1", 1, "planted-1", Flag.SIGNATURE, 1000, 0, "s2"), 1050);

        assertThat(ledger.missedPassages("planted-1", Set.of("s1", "s2"))).isEqualTo(1);
        assertThat(ledger.missedPassages("planted-2", Set.of("s2"))).isEqualTo(1);
        assertThat(ledger.flaggedAtMillis()).containsExactly(1050L);
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

    private static Kill kill(String id, long epoch, List<String> scope, Instant issuedAt) {
        return new Kill(
                id, epoch, "planted-1", "account", scope, "", "TERRORISM", "rule", "f", issuedAt, issuedAt, "", null);
    }

    private static Flag flag(
            String id,
            int revision,
            String stream,
            String reason,
            long causedAtMillis,
            long sampled,
            String... signatures) {
        List<Flag.Match> matches = Arrays.stream(signatures)
                .map(signature -> new Flag.Match(
                        "bank", signature, 0, "ORIGINAL", 0, 0, 1, 0, false, false, 0, "", 1, 0, 0, 0, 0, 0, 0))
                .toList();
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
                matches,
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
