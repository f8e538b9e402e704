package dev.sluice.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceFramesTest {
    private LumaPlane first;
    private LumaPlane second;
    private int apart;

    @BeforeEach
    void takeTwoNeighbours() throws Exception {
        try (PictureSource scene = new SyntheticVideo(Scenes.CLOUDS.graph(1))) {
            first = scene.next().orElseThrow().picture().luma();
            second = scene.next().orElseThrow().picture().luma();
        }
        Fingerprinter fingerprinter = new Fingerprinter();
        PdqHash hash = fingerprinter.original(first).hash();
        apart = hash.distance(fingerprinter.original(second).hash());
        assertThat(apart).isPositive();
    }

    private List<Long> wholeFrames(int alike, long secondAtMillis) {
        ReferenceFrames reference = new ReferenceFrames(alike);
        reference.add(first, 0);
        reference.add(second, secondAtMillis);
        return reference.frames().stream()
                .filter(frame -> frame.crop() == 0 && frame.part() == null)
                .map(SignatureEvent.Frame::tMillis)
                .toList();
    }

    @Test
    void aFrameIsLeftOutIfItDiffersInNoMoreBitsThanAsked() {
        assertThat(wholeFrames(apart, 66)).containsExactly(0L);
        assertThat(wholeFrames(apart - 1, 66)).containsExactly(0L, 66L);
    }

    @Test
    void alikeOrNotOneIsKeptEveryFifthOfASecond() {
        assertThat(wholeFrames(apart, 199)).containsExactly(0L);
        assertThat(wholeFrames(apart, 200)).containsExactly(0L, 200L);
    }

    @Test
    void whatIsCutOffOneSideOrTurnedIsTakenNowAndThen() {
        ReferenceFrames reference = new ReferenceFrames(0);
        reference.add(first, 0);
        reference.add(second, 399);
        reference.add(first, 400);
        for (String rare : List.of("LEFT_CUT", "BOTTOM_RIGHT_CUT", "TILTED_LEFT", "STRETCHED_RIGHT")) {
            assertThat(reference.frames())
                    .as(rare)
                    .filteredOn(frame -> rare.equals(frame.part()))
                    .extracting(SignatureEvent.Frame::tMillis)
                    .containsExactly(0L, 400L);
        }
    }

    @Test
    void aFirstFrameIsTakenUnderEveryView() {
        ReferenceFrames reference = new ReferenceFrames(ReferenceFrames.USUAL_ALIKE);
        reference.add(first, 0);
        assertThat(reference.frames())
                .extracting(SignatureEvent.Frame::crop)
                .containsOnly(0, 25, 50, 75, 100, 125, 150, 175, 200);
        assertThat(reference.frames())
                .extracting(SignatureEvent.Frame::part)
                .containsOnly(
                        null,
                        "TOP",
                        "BOTTOM",
                        "LEFT",
                        "RIGHT",
                        "FOUR_BY_THREE",
                        "SQUARE",
                        "FOUR_BY_FIVE",
                        "NINE_BY_SIXTEEN",
                        "LEFT_CUT",
                        "RIGHT_CUT",
                        "TOP_CUT",
                        "BOTTOM_CUT",
                        "TOP_LEFT_CUT",
                        "TOP_RIGHT_CUT",
                        "BOTTOM_LEFT_CUT",
                        "BOTTOM_RIGHT_CUT",
                        "TILTED_LEFT",
                        "TILTED_RIGHT",
                        "TILTED_LEFT_FILLED",
                        "TILTED_RIGHT_FILLED",
                        "STRETCHED_TOP",
                        "STRETCHED_BOTTOM",
                        "STRETCHED_LEFT",
                        "STRETCHED_RIGHT");
        assertThat(reference.frames()).hasSize(33);
    }
}
