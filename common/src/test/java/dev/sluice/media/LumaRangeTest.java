package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LumaRangeTest {
    @Test
    void blackWhiteAndWhatLiesOutsideMeetTheEndsOfTheFullRange() {
        byte[] samples = {0, 16, 17, 126, (byte) 235, (byte) 255};
        LumaRange.expandLimited(samples);
        assertThat(samples).containsExactly(0, 0, 1, (byte) 128, (byte) 255, (byte) 255);
    }

    @Test
    void everySampleIsExpandedByItselfWhateverItsNeighbour() {
        byte[] samples = new byte[2 * 256 * 256 + 1];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % 2 == 0 ? i >> 1 : i >> 9);
        }
        byte[] expected = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            long full = Math.round(((samples[i] & 0xFF) - 16) * 255.0 / 219.0);
            expected[i] = (byte) Math.max(0, Math.min(255, full));
        }
        LumaRange.expandLimited(samples);
        assertThat(samples).isEqualTo(expected);
    }
}
