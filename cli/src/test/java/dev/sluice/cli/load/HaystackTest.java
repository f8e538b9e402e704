package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PdqHash;
import java.util.List;
import org.junit.jupiter.api.Test;

class HaystackTest {
    @Test
    void holdsSoManyFramesAllDifferentAndOfPicturesWithDetail() {
        List<SignatureEvent> videos = new Haystack("bank", 1).videos(2500).toList();

        assertThat(videos).extracting(video -> video.frames().size()).containsExactly(1000, 1000, 500);
        assertThat(videos).extracting(SignatureEvent::signatureId).doesNotHaveDuplicates();
        assertThat(videos.stream().flatMap(video -> video.frames().stream()).map(SignatureEvent.Frame::hash))
                .doesNotHaveDuplicates()
                .allMatch(hex -> PdqHash.parse(hex).orElseThrow().hasDetail());
    }
}
