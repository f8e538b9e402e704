package dev.sluice.cli.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.robustness.Step.When;
import dev.sluice.media.FilteredVideo;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureEncoder;
import dev.sluice.media.PictureSource;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.media.YuvPicture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EditTest {
    @ParameterizedTest
    @EnumSource(Edit.class)
    void everyEditMakesPicturesThatCanBeSent(Edit edit) throws MediaException {
        PictureSource source = new SyntheticVideo("testsrc2=size=96x170:rate=5:duration=2");
        for (When when : When.values()) {
            for (String graph : edit.graphs(when)) {
                source = new FilteredVideo(source, graph.replace("{middle}", "1"));
            }
        }
        try (PictureSource edited = source;
                PictureEncoder encoder = edit.encoding().open()) {
            YuvPicture picture = edited.next().orElseThrow().picture();
            assertThat(encoder.encode(picture)).isNotEmpty();
        }
    }
}
