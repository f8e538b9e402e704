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
}
