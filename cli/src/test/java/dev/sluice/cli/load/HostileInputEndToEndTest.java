package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The real job, between a real broker's topics, under what nobody should send. */
class HostileInputEndToEndTest {
    @Test
    void noRecordRestartsTheJobOrHidesAPlantedStream() throws Exception {
        LoadReport report = run(EnumSet.complementOf(EnumSet.of(
                Hostile.DUPLICATES, Hostile.REVERSAL, Hostile.LATE, Hostile.CLOCK_SKEW, Hostile.HOT_STREAM)));

        assertThat(report.job().orElseThrow().restarts()).isZero();
        assertThat(report.missed()).isEmpty();
        assertThat(report.falseFlags()).isEmpty();
        assertThat(report.hostility().taken()).isPositive();
        assertThat(report.hostility().deadLetters())
                .containsKeys(
                        "NOT_JSON",
                        "MISSING_FIELD",
                        "OUT_OF_RANGE",
                        "NOT_AN_OBJECT",
                        "EMPTY_VALUE",
                        "BAD_KEY",
                        "BAD_HASH",
                        "INVALID_POLICY",
                        "UNSUPPORTED_TYPE",
                        "WRONG_TYPE",
                        "TOO_MANY_PIXELS",
                        "TOO_LARGE",
                        "CORRUPT",
                        "EMPTY");
    }

    @Test
    void plantedStreamsAreFlaggedHoweverTheirRecordsArrive() throws Exception {
        LoadReport report = run(EnumSet.of(Hostile.DUPLICATES, Hostile.REVERSAL, Hostile.LATE, Hostile.CLOCK_SKEW));

        assertThat(report.published()).isEqualTo(10L * 4 * 2 * 8);
        assertThat(report.job().orElseThrow().restarts()).isZero();
        assertThat(report.missed()).isEmpty();
        assertThat(report.falseFlags()).isEmpty();
        assertThat(report.hostility().deadLetters()).isEmpty();
    }

    private static LoadReport run(Set<Hostile> hostile) throws Exception {
        LoadPlan plan = new LoadPlan("hostile", 4, 2, 8, 2, 4);
        return new LoadRun(plan, new LoadRun.Settings("load-known", true, 0, hostile, 1), text -> {}).runEmbedded();
    }
}
