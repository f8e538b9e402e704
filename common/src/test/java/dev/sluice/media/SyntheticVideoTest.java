package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticVideoTest {
    private static final String GRAPH = "testsrc2=size=160x90:rate=10:duration=2";

    @Test
    void givesAsManyPicturesAsTheGraphSays() throws MediaException {
        List<TimedPicture> pictures = pull(GRAPH, 100);

        assertThat(pictures).hasSize(20);
        assertThat(pictures).extracting(TimedPicture::index).startsWith(0, 1, 2);
        assertThat(pictures)
                .extracting(TimedPicture::ptsMillis)
                .startsWith(0L, 100L)
                .endsWith(1900L);
        assertThat(pictures.get(0).picture().width()).isEqualTo(160);
        assertThat(pictures.get(0).picture().height()).isEqualTo(90);
    }

    @Test
    void theSameGraphGivesTheSameBytes() throws MediaException {
        String graph = GRAPH + ",noise=all_seed=3:all_strength=20:all_flags=t,hflip";
        List<TimedPicture> once = pull(graph, 8);
        List<TimedPicture> again = pull(graph, 8);
        for (int i = 0; i < once.size(); i++) {
            assertThat(once.get(i).picture().y())
                    .isEqualTo(again.get(i).picture().y());
            assertThat(once.get(i).picture().u())
                    .isEqualTo(again.get(i).picture().u());
        }
    }

    @Test
    void takesGraphsOfSeveralChains() throws MediaException {
        assertThat(pull("testsrc2=size=64x64:rate=5[a];color=red:size=64x64:rate=5[b];[a][b]hstack", 1)
                        .get(0)
                        .picture()
                        .width())
                .isEqualTo(128);
    }

    @Test
    void endsWhenClosedThoughTheGraphDoesNot() throws MediaException {
        SyntheticVideo video = new SyntheticVideo("testsrc2=size=64x64:rate=5");
        assertThat(video.next()).isPresent();
        video.close();
        video.close();
        assertThat(video.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuchfilter", "testsrc2=size=", "testsrc2[a];testsrc2[b]", "hflip", "sine", ""})
    void saysWhichGraphIsWrong(String graph) {
        assertThatThrownBy(() -> pull(graph, 1))
                .isInstanceOf(MediaException.class)
                .hasMessageStartingWith("FFmpeg does not accept the filter graph \"" + graph + "\"");
    }

    private static List<TimedPicture> pull(String graph, int most) throws MediaException {
        List<TimedPicture> pictures = new ArrayList<>();
        try (SyntheticVideo video = new SyntheticVideo(graph)) {
            for (Optional<TimedPicture> next = video.next();
                    next.isPresent() && pictures.size() < most;
                    next = video.next()) {
                pictures.add(next.get());
            }
        }
        return pictures;
    }
}
