package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenesTest {
    private static final int SECONDS = 4;
    private static final int SAMPLE_MILLIS = 500;
    private static final int USUAL_DISTANCE = 31;
    private static final int COARSE = 18;

    private final Fingerprinter fingerprinter = new Fingerprinter();

    private final Map<Scenes, List<YuvPicture>> samples = new EnumMap<>(Scenes.class);

    @TempDir
    Path directory;

    @BeforeAll
    void drawAll() throws Exception {
        for (Scenes scene : Scenes.values()) {
            samples.put(scene, sample(scene.graph(SECONDS)));
        }
    }

    @ParameterizedTest
    @EnumSource(Scenes.class)
    void hasTheAnnouncedShapeAndLength(Scenes scene) throws Exception {
        int count = 0;
        try (SyntheticVideo video = new SyntheticVideo(scene.graph(1.2))) {
            for (Optional<TimedPicture> next = video.next(); next.isPresent(); next = video.next()) {
                assertThat(next.get().picture().width()).isEqualTo(640);
                assertThat(next.get().picture().height()).isEqualTo(360);
                count++;
            }
        }
        assertThat(count).isEqualTo(18);
    }

    @ParameterizedTest
    @EnumSource(Scenes.class)
    void isTheSameEachTime(Scenes scene) throws Exception {
        List<YuvPicture> again = sample(scene.graph(1));
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.get(i).y()).isEqualTo(samples.get(scene).get(i).y());
        }
    }

    @ParameterizedTest
    @EnumSource(Scenes.class)
    void everyMomentHasAFingerprintOfItsOwnThatSurvivesCoding(Scenes scene) throws Exception {
        List<Fingerprint> seen = new ArrayList<>();
        for (YuvPicture picture : samples.get(scene)) {
            Fingerprint fingerprint = fingerprinter.original(picture.luma());
            assertThat(fingerprint.quality()).isGreaterThanOrEqualTo(60);
            assertThat(distance(fingerprint, recoded(picture))).isLessThanOrEqualTo(USUAL_DISTANCE);
            for (Fingerprint earlier : seen) {
                assertThat(distance(fingerprint, earlier)).isGreaterThan(USUAL_DISTANCE);
            }
            seen.add(fingerprint);
        }
        assertThat(seen).hasSize(SECONDS * 2);
    }

    @Test
    void noSceneLooksLikeAnother() {
        Map<Scenes, List<Fingerprint>> fingerprints = new EnumMap<>(Scenes.class);
        for (Scenes scene : Scenes.values()) {
            List<Fingerprint> own = new ArrayList<>();
            for (YuvPicture picture : samples.get(scene)) {
                own.add(fingerprinter.original(picture.luma()));
            }
            fingerprints
                    .values()
                    .forEach(others -> others.forEach(other -> own.forEach(
                            mine -> assertThat(distance(mine, other)).isGreaterThanOrEqualTo(60))));
            fingerprints.put(scene, own);
        }
    }

    @ParameterizedTest
    @EnumSource(Scenes.class)
    void rearrangedScenesMeetTheOriginalUnderTheirVariant(Scenes scene) throws Exception {
        String graph = scene.graph(SECONDS / 2.0);
        assertMeets(scene, Scenes.mirrored(graph), Variant.MIRROR);
        assertMeets(scene, Scenes.letterboxed(graph), Variant.TRIM);
        assertMeets(scene, Scenes.mirroredAndLetterboxed(graph), Variant.TRIM_MIRROR);
    }

    @Test
    void aLetterboxIsBlackAndAddsAThirdOfTheHeight() throws Exception {
        YuvPicture boxed = sample(Scenes.letterboxed(Scenes.CLOUDS.graph(1))).get(0);
        assertThat(boxed.width()).isEqualTo(640);
        assertThat(boxed.height()).isEqualTo(480);
        assertThat(boxed.luma().samples()[59 * 640 + 320]).isZero();
    }

    @Test
    void refusesALengthThatIsNone() {
        assertThatThrownBy(() -> Scenes.LIFE.graph(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scenes.LIFE.graph(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertMeets(Scenes scene, String rearranged, Variant variant) throws Exception {
        List<YuvPicture> copies = sample(rearranged);
        assertThat(copies).hasSize(SECONDS);
        for (int i = 0; i < copies.size(); i++) {
            Fingerprint known = fingerprinter.original(samples.get(scene).get(i).luma());
            Fingerprint copy = fingerprinter.fingerprint(copies.get(i).luma()).stream()
                    .filter(fingerprint -> fingerprint.variant() == variant)
                    .findFirst()
                    .orElseThrow();
            assertThat(distance(known, copy)).as("sample %d", i).isLessThanOrEqualTo(USUAL_DISTANCE);
        }
    }

    /** As after a careless re-upload: three quarters of the size, coarse JPEG. */
    private Fingerprint recoded(YuvPicture picture) throws Exception {
        Path file = directory.resolve("recoded.jpg");
        try (JpegEncoder encoder = new JpegEncoder(COARSE)) {
            Files.write(file, encoder.encode(threeQuarters(picture)));
        }
        try (VideoFile decoded = VideoFile.open(file)) {
            return fingerprinter.original(decoded.next().orElseThrow().picture().luma());
        }
    }

    private YuvPicture threeQuarters(YuvPicture picture) throws Exception {
        Path file = directory.resolve("whole.jpg");
        try (JpegEncoder encoder = new JpegEncoder()) {
            Files.write(file, encoder.encode(picture));
        }
        try (SyntheticVideo scaled = new SyntheticVideo("movie=filename=" + file + ",scale=iw*3/4:ih*3/4")) {
            return scaled.next().orElseThrow().picture();
        }
    }

    private static int distance(Fingerprint one, Fingerprint other) {
        return one.hash().distance(other.hash());
    }

    private static List<YuvPicture> sample(String graph) throws Exception {
        List<YuvPicture> samples = new ArrayList<>();
        try (SyntheticVideo video = new SyntheticVideo(graph)) {
            long due = 0;
            for (Optional<TimedPicture> next = video.next(); next.isPresent(); next = video.next()) {
                if (next.get().ptsMillis() >= due) {
                    samples.add(next.get().picture());
                    due += SAMPLE_MILLIS;
                }
            }
        }
        return samples;
    }
}
