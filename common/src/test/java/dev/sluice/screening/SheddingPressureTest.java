package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SheddingPressureTest {
    private final SheddingPressure pressure = new SheddingPressure();
    private long now = 1_000_000;

    @Test
    void aSuddenLagCountsAtOnce() {
        assertThat(pressure.at(0)).isZero();
        assertThat(pressure.at(0.5)).isZero();
        assertThat(pressure.at(0.75)).isEqualTo(0.5);
        assertThat(pressure.at(1)).isEqualTo(1);
        assertThat(pressure.at(100)).isEqualTo(1);
    }

    @Test
    void aSmallLagThatStaysPressesMoreAndMore() {
        lag(0.45, 2);
        assertThat(pressure.at(0.45)).isCloseTo(0.2, within(0.01));
        lag(0.45, 4);
        assertThat(pressure.at(0.45)).isCloseTo(0.6, within(0.01));
    }

    @Test
    void whenTheLagIsGoneSoIsThePressure() {
        lag(5, 10);
        assertThat(pressure.at(0)).isEqualTo(1);
        lag(0, 2.2);
        assertThat(pressure.at(0)).isZero();
    }

    @Test
    void aLagOfAMomentIsNoReason() {
        lag(0, 1);
        lag(0.5, 0.3);
        assertThat(pressure.at(0)).as("after a garbage collection").isLessThan(0.05);
    }

    @Test
    void silenceOfTheSourceIsNoLongLag() {
        pressure.note(0.45, now);
        pressure.note(0.45, now + 3_600_000);
        assertThat(pressure.at(0)).isCloseTo(0.1, within(0.001));
    }

    @Property
    void itIsNeverMoreThanAllAndNeverLessThanTheLagAsks(
            @ForAll @Size(max = 50) List<@DoubleRange(max = 100) Double> lags) {
        SheddingPressure any = new SheddingPressure();
        long at = 0;
        for (double lag : lags) {
            any.note(lag, at += 300);
            assertThat(any.at(lag)).isBetween(new SheddingPressure().at(lag), 1.0);
        }
    }

    private void lag(double lag, double seconds) {
        for (int i = 0; i < seconds * 100; i++) {
            pressure.note(lag, now);
            now += 10;
        }
    }
}
