package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class RecentFramesTest {
    @Property
    void framesComeBackAsTheyWere(@ForAll("frames") List<FrameFingerprints> frames) {
        RecentFrames recent = RecentFrames.of(frames);

        assertThat(recent.oldestFirst()).isEqualTo(frames);
        List<FrameFingerprints> reversed = new ArrayList<>(frames);
        Collections.reverse(reversed);
        assertThat(recent.newestFirst()).isEqualTo(reversed);
        assertThat(recent.size()).isEqualTo(frames.size());
        assertThat(recent.isEmpty()).isEqualTo(frames.isEmpty());
        assertThat(recent.newest()).isEqualTo(reversed.stream().findFirst());
        assertThat(recent.newestMillis())
                .isEqualTo(frames.isEmpty() ? 0 : reversed.get(0).ptsMillis());
        if (!frames.isEmpty()) {
            assertThat(recent.oldestMillis()).isEqualTo(frames.get(0).ptsMillis());
        }
    }

    @Property
    void theOldestGoUpToTheFirstThatIsLateEnough(
            @ForAll("frames") List<FrameFingerprints> frames, @ForAll long since, @ForAll("few") int most) {
        List<FrameFingerprints> expected = new ArrayList<>(frames);
        while (expected.size() > most || (!expected.isEmpty() && expected.get(0).ptsMillis() < since)) {
            expected.remove(0);
        }

        RecentFrames before = RecentFrames.of(frames);
        RecentFrames recent = before.since(since, most);

        assertThat(recent.oldestFirst()).isEqualTo(expected);
        assertThat(recent.size()).isEqualTo(expected.size());
        assertThat(before.oldestFirst()).as("immutable").isEqualTo(frames);
        if (!frames.isEmpty()) {
            FrameFingerprints next = frames.get(0);
            expected.add(next);
            assertThat(recent.with(next).oldestFirst()).isEqualTo(expected);
        }
    }

    @Test
    void whatAnEarlierVersionSavedIsPackedWhenItIsRead() {
        List<FrameFingerprints> frames = List.of(frame("s", "a", 500), frame("s", "a", 1000));
        StreamState empty = StreamState.fresh("s");

        StreamState read = new StreamState(
                "s",
                "a",
                1,
                "v1",
                empty.coverage(),
                frames,
                null,
                List.of(),
                empty.hypotheses(),
                List.of(),
                List.of(),
                empty.kill(),
                empty.asked(),
                empty.profile(),
                empty.standing(),
                empty.activity(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                empty.judgement(),
                empty.rules(),
                List.of(),
                0,
                0);

        assertThat(read.frames().oldestFirst()).isEqualTo(frames);
        assertThat(read.recent()).isEmpty();
    }

    @Test
    void aLongWindowTakesAsManyBytesAsItsFramesAndNoFrameThatHasLeftIt() {
        RecentFrames recent = RecentFrames.NONE;
        for (int i = 0; i < 5000; i++) {
            long pts = i * 500L;
            recent = recent.with(frame("stream-1", "account-1", pts)).since(pts - 600_000, 1200);
        }

        assertThat(recent.size()).isEqualTo(1200);
        assertThat(recent.oldestMillis()).isEqualTo(3800 * 500L);
        assertThat(recent.chunks().stream().mapToInt(chunk -> chunk.length).sum())
                .isLessThan(1200 * 110);
    }

    private static FrameFingerprints frame(String stream, String account, long pts) {
        return new FrameFingerprints(
                stream,
                account,
                pts,
                false,
                List.of(new Fingerprint(Variant.ORIGINAL, new PdqHash(pts, ~pts, 1, -1), 100)),
                new Flag.Coverage(pts / 500, pts / 500, 0),
                new Flag.FrameEvidence(
                        "sluice.frames", 3, pts, pts / 500, pts, "a".repeat(64), 1_790_000_000_000L + pts));
    }

    @Provide
    Arbitrary<Integer> few() {
        return Arbitraries.integers().between(0, 100);
    }

    @Provide
    Arbitrary<List<FrameFingerprints>> frames() {
        Arbitrary<String> id = Arbitraries.of("", "a", "ein längerer Name", "\ud83d\ude00");
        Arbitrary<String> digest = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('a', 'f').numeric().ofLength(64),
                Arbitraries.strings().ofMaxLength(70));
        Arbitrary<Flag.Coverage> coverage = Combinators.combine(
                        Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs())
                .as(Flag.Coverage::new);
        Arbitrary<Flag.FrameEvidence> evidence = Combinators.combine(
                        id,
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        digest,
                        Arbitraries.longs())
                .as(Flag.FrameEvidence::new);
        Arbitrary<PdqHash> hash = Combinators.combine(
                        Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs())
                .as(PdqHash::new);
        Arbitrary<List<Fingerprint>> fingerprints = Combinators.combine(
                        Arbitraries.of(Variant.class),
                        hash,
                        Arbitraries.integers().between(0, 100))
                .as(Fingerprint::new)
                .list()
                .ofMaxSize(20);
        Arbitrary<List<PayloadDigest>> digests = Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as(PayloadDigest::new)
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        Combinators.combine(id, id).as(Tuple::of),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false),
                        fingerprints,
                        coverage,
                        evidence,
                        digests)
                .as((ids, pts, partial, prints, covered, proof, exact) ->
                        new FrameFingerprints(ids.get1(), ids.get2(), pts, partial, prints, covered, proof, exact))
                .list()
                .ofMaxSize(60);
    }
}
