package dev.sluice.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceViewTest {
    @Test
    void numbersThatLieInSavedStateStayAsTheyAre() {
        assertThat(List.of(
                        ReferenceView.of(0, null),
                        ReferenceView.of(125, null),
                        ReferenceView.of(0, "TOP"),
                        ReferenceView.of(0, "BOTTOM"),
                        ReferenceView.of(0, "LEFT"),
                        ReferenceView.of(0, "RIGHT"),
                        ReferenceView.of(0, "FOUR_BY_THREE"),
                        ReferenceView.of(0, "SQUARE"),
                        ReferenceView.of(0, "FOUR_BY_FIVE"),
                        ReferenceView.of(0, "NINE_BY_SIXTEEN"),
                        ReferenceView.of(0, "LEFT_CUT"),
                        ReferenceView.of(0, "RIGHT_CUT"),
                        ReferenceView.of(0, "TOP_CUT"),
                        ReferenceView.of(0, "BOTTOM_CUT"),
                        ReferenceView.of(0, "TOP_LEFT_CUT"),
                        ReferenceView.of(0, "TOP_RIGHT_CUT"),
                        ReferenceView.of(0, "BOTTOM_LEFT_CUT"),
                        ReferenceView.of(0, "BOTTOM_RIGHT_CUT"),
                        ReferenceView.of(0, "TILTED_LEFT"),
                        ReferenceView.of(0, "TILTED_RIGHT"),
                        ReferenceView.of(0, "TILTED_LEFT_FILLED"),
                        ReferenceView.of(0, "TILTED_RIGHT_FILLED"),
                        ReferenceView.of(0, "STRETCHED_TOP"),
                        ReferenceView.of(0, "STRETCHED_BOTTOM"),
                        ReferenceView.of(0, "STRETCHED_LEFT"),
                        ReferenceView.of(0, "STRETCHED_RIGHT")))
                .containsExactly(
                        0, 125, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217,
                        218, 219, 220, 221, 222, 223, 224);
    }

    @Test
    void aViewTellsWhatItIs() {
        for (String part : List.of("TOP", "BOTTOM", "LEFT", "RIGHT")) {
            assertThat(ReferenceView.isHalf(ReferenceView.of(0, part))).as(part).isTrue();
            assertThat(ReferenceView.part(ReferenceView.of(0, part))).isEqualTo(part);
        }
        for (String edited : List.of("SQUARE", "NINE_BY_SIXTEEN", "LEFT_CUT", "TILTED_RIGHT_FILLED")) {
            int view = ReferenceView.of(0, edited);
            assertThat(ReferenceView.isHalf(view)).as(edited).isFalse();
            assertThat(ReferenceView.isEdited(view)).isTrue();
            assertThat(ReferenceView.crop(view)).isZero();
            assertThat(ReferenceView.part(view)).isEqualTo(edited);
        }
        for (int view : new int[] {0, 200, ReferenceView.PAYLOAD}) {
            assertThat(ReferenceView.part(view)).isEmpty();
            assertThat(ReferenceView.isHalf(view)).isFalse();
        }
        assertThat(ReferenceView.of(0, "WHOLE")).isZero();
        assertThat(ReferenceView.of(50, "unheard of")).isEqualTo(50);
    }
}
