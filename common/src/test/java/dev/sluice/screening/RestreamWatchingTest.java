package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestreamWatchingTest {
    private static final PolicyDocument.Restreams SETTINGS = new PolicyDocument.Restreams(3, 600, 4);

    private final RestreamWatching watching = new RestreamWatching();
    private final Map<Integer, List<Sighting>> bands = new HashMap<>();
    private final List<StreamInput> told = new ArrayList<>();

    @Test
    void theStreamThatCameFirstHearsOfTheOthers() {
        PdqHash[] film = Told.film(1, 10);
        for (int i = 0; i < film.length; i++) {
            show("first", "a", film[i], i);
            show("second", "b", near(film[i]), i);
            show("third", "c", near(film[i]), i);
        }

        assertThat(told.stream().filter(input -> input.streamId().equals("first")))
                .allMatch(input -> !input.resemblance().earlier());
        assertThat(told.stream()
                        .filter(input -> input.streamId().equals("first"))
                        .map(input -> input.resemblance().accountId()))
                .contains("b", "c");
        assertThat(told.stream()
                        .filter(input -> input.resemblance().earlier())
                        .filter(input -> input.resemblance().streamId().equals("first"))
                        .map(StreamInput::streamId))
                .contains("second", "third");
    }

    @Test
    void streamsOfOneAccountAndUnrelatedPicturesAreNothing() {
        PdqHash[] film = Told.film(1, 10);
        PdqHash[] other = Told.film(2, 10);
        for (int i = 0; i < film.length; i++) {
            show("one", "a", film[i], i);
            show("two", "a", film[i], i);
            show("three", "b", other[i], i);
        }

        assertThat(told).isEmpty();
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        PdqHash picture = Told.film(1, 1)[0];
        show("one", "a", picture, 0);
        show("two", "b", picture, 601_000);

        assertThat(told).isEmpty();
    }

    @Test
    void aBandHoldsFewAndKeepsWhoCameFirst() {
        PdqHash picture = Told.film(1, 1)[0];
        for (int i = 0; i < 100; i++) {
            show("s" + i, "a" + i, picture, i);
        }

        assertThat(bands.values()).allSatisfy(seen -> assertThat(seen).hasSizeLessThanOrEqualTo(8));
        assertThat(told.stream().filter(input -> !input.resemblance().earlier()))
                .extracting(StreamInput::streamId)
                .containsOnly("s0");
    }

    /** Ten bits apart, spread over the words. */
    private static PdqHash near(PdqHash hash) {
        return new PdqHash(hash.w0() ^ 0x3L << 40, hash.w1() ^ 0x3L, hash.w2() ^ 0x3L << 20, hash.w3() ^ 0xfL << 50);
    }

    private void show(String streamId, String accountId, PdqHash hash, long atMillis) {
        FrameFingerprints frame = new FrameFingerprints(
                streamId,
                accountId,
                atMillis,
                false,
                List.of(new Fingerprint(Variant.ORIGINAL, hash, 100)),
                new Flag.Coverage(1, 1, 0),
                new Flag.FrameEvidence("frames", 0, 0, 0, 0, "", atMillis));
        for (Sighting sighting : watching.sightings(frame, atMillis)) {
            RestreamWatching.Result result =
                    watching.see(bands.getOrDefault(sighting.band(), List.of()), sighting, SETTINGS);
            bands.put(sighting.band(), result.seen());
            told.addAll(result.out());
        }
    }
}
