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
                        ReferenceView.of(0, "NINE_BY_SIXTEEN")))
                .containsExactly(0, 125, 201, 202, 203, 204, 205, 206, 207, 208);
    }

    @Test
    void aViewTellsWhatItIs() {
        for (String part : List.of("TOP", "BOTTOM", "LEFT", "RIGHT")) {
            assertThat(ReferenceView.isHalf(ReferenceView.of(0, part))).as(part).isTrue();
            assertThat(ReferenceView.part(ReferenceView.of(0, part))).isEqualTo(part);
        }
        for (String shape : List.of("FOUR_BY_THREE", "SQUARE", "FOUR_BY_FIVE", "NINE_BY_SIXTEEN")) {
            int view = ReferenceView.of(0, shape);
            assertThat(ReferenceView.isHalf(view)).as(shape).isFalse();
            assertThat(ReferenceView.isCut(view)).isTrue();
            assertThat(ReferenceView.crop(view)).isZero();
            assertThat(ReferenceView.part(view)).isEqualTo(shape);
        }
        for (int view : new int[] {0, 200, ReferenceView.PAYLOAD}) {
            assertThat(ReferenceView.part(view)).isEmpty();
            assertThat(ReferenceView.isHalf(view)).isFalse();
        }
        assertThat(ReferenceView.of(0, "WHOLE")).isZero();
        assertThat(ReferenceView.of(50, "unheard of")).isEqualTo(50);
    }
}
