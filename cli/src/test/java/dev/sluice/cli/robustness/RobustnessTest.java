package dev.sluice.cli.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.reference.NamedVideo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short matrix, so that a change that loses an edit is seen. */
class RobustnessTest {
    /** Share of frames that Sluice finds, at least; a little under what was measured, so that rounding may move a frame. */
    private static final Map<Edit, Double> EXPECTED = new EnumMap<>(Map.ofEntries(
            Map.entry(Edit.NONE, 1.0),
            Map.entry(Edit.JPEG_30, 1.0),
            Map.entry(Edit.GREY, 1.0),
            Map.entry(Edit.BLUR, 1.0),
            Map.entry(Edit.LOGO_SMALL, 0.5),
            Map.entry(Edit.MIRROR, 1.0),
            Map.entry(Edit.LETTERBOX, 1.0),
            Map.entry(Edit.CROP_10, 1.0),
            Map.entry(Edit.ROTATE_5, 0.85),
            Map.entry(Edit.CROP_LEFT_10, 0.85),
            Map.entry(Edit.PERSPECTIVE, 0.85),
            Map.entry(Edit.PIP_70, 0.5),
            Map.entry(Edit.FRAME_MIRROR_JPEG_30, 0.75),
            Map.entry(Edit.CROP_10_LOWER_THIRD, 0.75),
            Map.entry(Edit.LETTERBOX_SUBTITLES, 1.0),
            Map.entry(Edit.RECAPTURE, 0.75),
            Map.entry(Edit.SPEED_1_25_MIRROR, 1.0),
            Map.entry(Edit.REVERSED, 1.0)));

    @TempDir
    private static Path folder;

    private static List<String> csv;
    private static String out;
    private static boolean clean;

    @BeforeAll
    static void measure() throws Exception {
        StringWriter table = new StringWriter();
        Matrix.Settings settings = new Matrix.Settings(List.copyOf(EXPECTED.keySet()), 1, 8000);
        clean = new Robustness(folder, new PrintWriter(table), new PrintWriter(new StringWriter()))
                .run(List.of(new NamedVideo("scene:carpet")), List.of(new NamedVideo("scene:automaton")), settings);
        csv = Files.readAllLines(folder.resolve("matrix.csv"));
        out = table.toString();
    }

    @Test
    void eachEditIsFoundAsOftenAsItWas() {
        EXPECTED.forEach((edit, share) -> {
            String row = rowOf("carpet," + edit.label() + ",");
            List<String> fields = List.of(row.split(",", -1));
            assertThat(Double.parseDouble(fields.get(3))).as(row).isGreaterThanOrEqualTo(share);
            assertThat(fields.get(4)).as(row).isEqualTo("true");
        });
    }

    @Test
    void aSequenceEndsTheStreamOnceItIsLongEnough() {
        assertThat(rowOf("carpet,none,")).isEqualTo("carpet,none,1.000,1.000,true,0.0,4.0");
        assertThat(rowOf("carpet,letterbox,"))
                .startsWith("carpet,letterbox,0.000,")
                .endsWith(",true,0.0,4.0");
    }

    @Test
    void anUnrelatedVideoIsFoundInNothing() {
        assertThat(clean).isTrue();
        assertThat(csv)
                .filteredOn(row -> row.startsWith("unrelated,automaton"))
                .hasSize(EXPECTED.size())
                .allSatisfy(row -> assertThat(row).endsWith(",0.000,0.000,false,,"));
        assertThat(out).contains("0 streams flagged, 0 with a sequence match");
    }

    @Test
    void theReportsShowAPictureOfEachEdit() throws Exception {
        String html = Files.readString(folder.resolve("matrix.html"));
        String markdown = Files.readString(folder.resolve("matrix.md"));
        for (Edit edit : EXPECTED.keySet()) {
            String place = ExamplePictures.place(edit);
            assertThat(html).contains("src=\"" + place + "\"");
            assertThat(markdown).contains("(" + place + ")");
            assertThat(Files.size(folder.resolve(place))).isPositive();
        }
    }

    private static String rowOf(String beginning) {
        return csv.stream().filter(row -> row.startsWith(beginning)).findFirst().orElseThrow();
    }
}
