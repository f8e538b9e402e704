package dev.sluice.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.media.LumaPlane;
import dev.sluice.media.TimedPicture;
import dev.sluice.media.VideoFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real recordings and their edited copies; where these are not, the drawn scenes must do. */
class RealReuploadTest {
    private static final Path VIDEOS = Path.of("../../shared/data/threatexchange/tmk/sample-videos");
    private static final int SAMPLE_MILLIS = 500;
    private static final int USUAL_DISTANCE = 31;

    private final Fingerprinter fingerprinter = new Fingerprinter();

    @BeforeEach
    void needVideos() {
        assumeTrue(Files.isDirectory(VIDEOS), "the shared sample videos are not here");
    }

    @Test
    void aCopyBetweenBarsWithASmallLogoMeetsTheOriginalAtTheSameMoments() throws Exception {
        assertThat(distances("pattern-sd-with-small-logo-bar.mp4", "pattern-hd-no-bar.mp4", Variant.TRIM))
                .hasSize(14)
                .allMatch(distance -> distance <= USUAL_DISTANCE);
    }

    @Test
    void aGreyCopyBetweenBarsIsNearTheOriginal() throws Exception {
        assertThat(distances("pattern-sd-grey-bar.mp4", "pattern-hd-no-bar.mp4", Variant.TRIM))
                .hasSize(14)
                .allMatch(distance -> distance <= 16);
    }

    @Test
    void theBarsAreWhatKeepsThemApart() throws Exception {
        assertThat(distances("pattern-sd-grey-bar.mp4", "pattern-hd-no-bar.mp4", Variant.ORIGINAL))
                .allMatch(distance -> distance > 2 * USUAL_DISTANCE);
    }

    @Test
    void anotherRecordingIsFarAway() throws Exception {
        for (Variant variant : Variant.values()) {
            assertThat(distances("pattern-sd-with-small-logo-bar.mp4", "doorknob-hd-no-bar.mp4", variant))
                    .allMatch(distance -> distance > 2 * USUAL_DISTANCE);
        }
    }

    /** Distances of the copy's samples from what the original shows at the same time, while it lasts. */
    private List<Integer> distances(String copy, String original, Variant variant) throws Exception {
        List<LumaPlane> copies = samples(copy);
        List<LumaPlane> originals = samples(original);
        List<Integer> distances = new ArrayList<>();
        for (int i = 0; i < Math.min(copies.size(), originals.size()); i++) {
            PdqHash known = fingerprinter.original(originals.get(i)).hash();
            fingerprinter.fingerprint(copies.get(i)).stream()
                    .filter(fingerprint -> fingerprint.variant() == variant)
                    .map(fingerprint -> fingerprint.hash().distance(known))
                    .forEach(distances::add);
        }
        return distances;
    }

    private static List<LumaPlane> samples(String name) throws Exception {
        List<LumaPlane> samples = new ArrayList<>();
        try (VideoFile video = VideoFile.open(VIDEOS.resolve(name))) {
            for (Optional<TimedPicture> next = video.next(); next.isPresent(); next = video.next()) {
                if (next.get().ptsMillis() >= (long) samples.size() * SAMPLE_MILLIS) {
                    samples.add(next.get().picture().luma());
                }
            }
        }
        return samples;
    }
}
