package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilteredVideoTest {
    private static final String SOURCE = "testsrc2=size=64x48:rate=10:duration=1";

    @Test
    void aMirrorExchangesLeftAndRight() throws MediaException {
        YuvPicture plain = pictures(SOURCE, "null").get(0).picture();
        YuvPicture mirrored = pictures(SOURCE, "hflip").get(0).picture();

        assertThat(plain.width()).isEqualTo(64);
        for (int x = 0; x < 64; x++) {
            assertThat(mirrored.y()[x]).isEqualTo(plain.y()[63 - x]);
        }
    }

    @Test
    void aGraphThatChangesNothingGivesTheSourcesPicturesAndTimes() throws MediaException {
        List<TimedPicture> filtered = pictures(SOURCE, "null");

        assertThat(filtered).hasSize(10);
        assertThat(filtered).extracting(TimedPicture::ptsMillis).startsWith(0L, 100L, 200L);
        try (PictureSource source = new SyntheticVideo(SOURCE)) {
            assertThat(filtered.get(0).picture().y())
                    .isEqualTo(source.next().orElseThrow().picture().y());
        }
    }

    @Test
    void aGraphMayChangeTimeAndSize() throws MediaException {
        List<TimedPicture> filtered = pictures(SOURCE, "setpts=2*PTS,scale={height}:{width}");

        assertThat(filtered).extracting(TimedPicture::ptsMillis).startsWith(0L, 200L, 400L);
        assertThat(filtered.get(0).picture().width()).isEqualTo(48);
        assertThat(filtered.get(0).picture().height()).isEqualTo(64);
    }

    @Test
    void aGraphMayBringPicturesOfItsOwn() throws MediaException {
        List<TimedPicture> filtered =
                pictures(SOURCE, "color=white:s={width}x8:r=10[bar];[in][bar]overlay=y=main_h-h:shortest=1[out]");

        assertThat(filtered).hasSize(10);
        assertThat(Byte.toUnsignedInt(filtered.get(3).picture().y()[47 * 64])).isGreaterThan(230);
    }

    @Test
    void aGraphThatKeepsPicturesBackGivesThemAtTheEnd() throws MediaException {
        List<TimedPicture> plain = pictures(SOURCE, "null");
        List<TimedPicture> reversed = pictures(SOURCE, "reverse");

        assertThat(reversed).hasSize(10);
        assertThat(reversed.get(0).picture().y())
                .isEqualTo(plain.get(9).picture().y());
    }

    @Test
    void whatFfmpegDoesNotAcceptIsNamed() throws MediaException {
        try (PictureSource video = new FilteredVideo(new SyntheticVideo(SOURCE), "frobnicate")) {
            assertThatThrownBy(video::next).isInstanceOf(MediaException.class).hasMessageContaining("\"frobnicate\"");
        }
    }

    @Test
    void closingClosesTheSourceAndEndsThePictures() throws MediaException {
        PictureSource source = new SyntheticVideo(SOURCE);
        PictureSource video = new FilteredVideo(source, "null");
        assertThat(video.next()).isPresent();
        video.close();
        video.close();

        assertThat(video.next()).isEmpty();
        assertThat(source.next()).isEmpty();
    }

    private static List<TimedPicture> pictures(String graph, String filter) throws MediaException {
        List<TimedPicture> pictures = new ArrayList<>();
        try (PictureSource video = new FilteredVideo(new SyntheticVideo(graph), filter)) {
            for (Optional<TimedPicture> next = video.next(); next.isPresent(); next = video.next()) {
                pictures.add(next.get());
            }
        }
        return pictures;
    }
}
