package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.policy.Policy;
import dev.sluice.screening.StreamInput;
import dev.sluice.screening.StreamScreening;
import dev.sluice.screening.StreamState;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.SignatureCatalogue;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** How many bytes of a checkpoint one stream takes. Prints what it finds, for the sizing in the docs. */
class StateSizeTest {
    private static final String POLICY = """
            version: size-1
            kills: {mode: ENFORCE}
            banks: [{name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}]
            """;
    private static final long FRAME_MILLIS = 500;
    private static final int WINDOW = 1200;
    /** More lists than a stream remembers, with the same video. */
    private static final int LISTS = 40;

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final Random random = new Random(3);
    private final List<PdqHash> film =
            Stream.generate(this::hash).limit(2 * WINDOW).toList();

    @Test
    void aStreamStaysSmallHoweverLongItLastsAndWhateverItMatches() throws Exception {
        CatalogueSnapshot none = new SignatureCatalogue().publish(1);
        int minute = size(screened(none, 120));
        int window = size(screened(none, WINDOW));
        int longer = size(screened(none, 2 * WINDOW));
        int matching = size(screened(listed(), 2 * WINDOW));
        System.out.printf(
                "state of a stream at 2 frames/s: %,d bytes after a minute, %,d after ten, %,d after twenty;"
                        + " %,d if %d signatures match every frame%n",
                minute, window, longer, matching, LISTS);

        assertThat(minute).isLessThan(18_000);
        assertThat(window).isLessThan(165_000);
        assertThat(longer)
                .as(
                        "it grows no more than by numbers with more digits and frames of a chunk that has not left as a whole")
                .isBetween(window - 4000, window + 4000);
        assertThat(matching).isLessThan(450_000);
    }

    private PdqHash hash() {
        long a = random.nextLong();
        long b = random.nextLong();
        return new PdqHash(a, ~a, b, ~b);
    }

    private StreamState screened(CatalogueSnapshot catalogue, int frames) throws Exception {
        StreamScreening screening = new StreamScreening(Policy.parse(POLICY), List.of(), catalogue, "test");
        StreamState state = null;
        for (int i = 0; i < frames; i++) {
            long pts = i * FRAME_MILLIS;
            FrameFingerprints frame = new FrameFingerprints(
                    "stream-0001",
                    "account-0001",
                    pts,
                    false,
                    List.of(
                            new Fingerprint(Variant.ORIGINAL, film.get(i), 100),
                            new Fingerprint(Variant.MIRROR, hash(), 100)),
                    new Flag.Coverage(i, i, 0),
                    new Flag.FrameEvidence("sluice.frames", 0, i, i, pts, "a".repeat(64), NOON.toEpochMilli() + pts));
            state = screening
                    .apply(state, StreamInput.of(frame), NOON.plusMillis(pts))
                    .state();
        }
        return state;
    }

    private CatalogueSnapshot listed() {
        List<SignatureEvent.Frame> frames = IntStream.range(0, film.size())
                .mapToObj(i -> new SignatureEvent.Frame(film.get(i).toHex(), 100, i * FRAME_MILLIS))
                .toList();
        SignatureCatalogue catalogue = new SignatureCatalogue();
        for (int i = 0; i < LISTS; i++) {
            catalogue.put(
                    "terror/v" + i,
                    new SignatureEvent(
                            "terror", "v" + i, SignatureEvent.VIDEO, SignatureEvent.POSITIVE, "", NOON, frames),
                    0);
        }
        return catalogue.publish(1);
    }

    private static int size(StreamState state) throws IOException {
        TypeSerializer<StreamState> serializer =
                TypeInformation.of(StreamState.class).createSerializer(new SerializerConfigImpl());
        DataOutputSerializer bytes = new DataOutputSerializer(1 << 16);
        serializer.serialize(state, bytes);
        return bytes.length();
    }
}
