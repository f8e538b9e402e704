package dev.sluice.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.RandomHashes;
import dev.sluice.fingerprint.Variant;
import dev.sluice.signature.Banks;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.KnownFrame;
import dev.sluice.signature.ReferenceVideo;
import dev.sluice.signature.ReferenceView;
import dev.sluice.signature.SignatureCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceVoteTest {
    private static final int FRAME_MILLIS = 100;
    private static final int FRAMES = 400;

    private final Random random = new Random(5);
    private final RandomHashes randomHashes = new RandomHashes(random);
    private final List<PdqHash> film = film();
    private final CatalogueSnapshot catalogue = catalogue();
    private final ReferenceVideo video = catalogue.index().video("bank", "film").orElseThrow();
    private final FrameMatcher matcher = new FrameMatcher(catalogue, new Banks(List.of()));

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2})
    void aCopyAtAnotherSpeedAlignsAtThatSpeed(double speed) {
        SequenceVote votes = play(speed, 8000, 12, 6);
        assertThat(votes.alignment().frames()).isGreaterThanOrEqualTo(7);
        assertThat(votes.alignment().speed()).isCloseTo(speed, within(0.11));
    }

    @Test
    void whatIsShownOfASequenceOfWholePicturesIsAWholePicture() {
        KnownFrame known = matcher.match(frame(0, 0, 0)).matches().get(0).known();
        Vote whole = Vote.of(new Fingerprint(Variant.TRIM, film.get(0), 100), known, 30, 0, false, true);
        Vote half = Vote.of(new Fingerprint(Variant.BOTTOM, film.get(0), 100), known, 6, 1000, false, true);
        SequenceVote votes = new SequenceVote("bank", "film", List.of(whole, half));

        assertThat(votes.nearest(false)).isEqualTo(whole);
        assertThat(votes.nearest(true)).isEqualTo(half);
        assertThat(new SequenceVote("bank", "film", List.of(half)).nearest(false))
                .isEqualTo(half);
    }

    @Test
    void aCameraThatSwaysMeetsOneVideoUnderChangingViews() {
        assertThat(seen("SQUARE", "TILTED_LEFT", "WHOLE", "STRETCHED_TOP", "TOP_LEFT_CUT")
                        .alignment()
                        .frames())
                .isEqualTo(5);
    }

    @Test
    void differentHalvesOfAReferenceAreNotSeenTogether() {
        assertThat(seen("TOP", "BOTTOM", "LEFT", "WHOLE", "BOTTOM").alignment().frames())
                .isEqualTo(2);
    }

    /** A close frame each second, of the reference as it was cut or turned. */
    private SequenceVote seen(String... parts) {
        List<Vote> votes = new ArrayList<>();
        for (String part : parts) {
            long at = 1000L * votes.size();
            PdqHash hash = film.get(10 * votes.size());
            votes.add(new Vote(at, at, 0, Variant.ORIGINAL, ReferenceView.of(0, part), hash, hash, false, true));
        }
        return new SequenceVote("bank", "film", votes);
    }

    @Test
    void oneCloseFrameIsEnoughToFindWhatFollowsAtALooserDistance() {
        SequenceVote votes = new SequenceVote("bank", "film", List.of());
        votes = votes.with(matcher.match(frame(0, 5000, 20)).matches().get(0));
        for (int i = 1; i <= 6; i++) {
            FrameFingerprints loose = frame(i * 1000L, 5000 + i * 1000, 76);
            assertThat(matcher.match(loose).matches()).isEmpty();
            votes = votes.extended(loose, video).orElseThrow();
        }
        Alignment alignment = votes.alignment();
        assertThat(alignment.frames()).isEqualTo(7);
        assertThat(alignment.seeds()).isEqualTo(1);
        assertThat(alignment.spanMillis()).isEqualTo(6000);
        assertThat(alignment.referenceFromMillis()).isEqualTo(5000);
        assertThat(alignment.referenceToMillis()).isEqualTo(11_000);
    }

    @Test
    void framesThatAllResembleTheirsOnlyLooselyAlignAsWell() {
        SequenceVote votes = new SequenceVote("bank", "film", List.of());
        FrameFingerprints first = frame(0, 5000, 60);
        assertThat(matcher.match(first).matches()).isEmpty();
        votes = votes.withLoose(matcher.resembling(first).get(0));
        for (int i = 1; i <= 5; i++) {
            votes = votes.extended(frame(i * 1000L, 5000 + i * 1000, 76), video).orElseThrow();
        }

        assertThat(votes.alignment().frames()).isEqualTo(6);
        assertThat(votes.alignment().seeds()).isZero();
        assertThat(votes.telling()).hasSize(6);
        assertThat(votes.with(matcher.match(frame(6000, 11_000, 10)).matches().get(0))
                        .telling())
                .as("a close frame speaks for all")
                .hasSize(1);
    }

    @Test
    void anUnrelatedFrameResemblesNothing() {
        for (int i = 0; i < 500; i++) {
            assertThat(matcher.resembling(frame(i, randomHashes.balanced()))).isEmpty();
        }
    }

    @Test
    void whatFollowsElsewhereInTheReferenceIsNotTaken() {
        SequenceVote seeded = new SequenceVote("bank", "film", List.of())
                .with(matcher.match(frame(0, 5000, 20)).matches().get(0));
        // One second later, but from ten seconds further on: no speed explains it.
        assertThat(seeded.extended(frame(1000, 16_000, 60), video)).isEmpty();
        assertThat(seeded.extended(frame(1000, 6000, 60), video)).isPresent();
    }

    @Test
    void unrelatedFramesNeverExtendASequence() {
        SequenceVote votes = new SequenceVote("bank", "film", List.of())
                .with(matcher.match(frame(0, 5000, 20)).matches().get(0));
        for (int i = 1; i < 500; i++) {
            FrameFingerprints unrelated = frame(i * 30L, randomHashes.balanced());
            assertThat(votes.extended(unrelated, video)).isEmpty();
        }
    }

    @Test
    void aSceneThatStandsStillIsOneVoteHoweverLongItLasts() {
        SequenceVote votes = new SequenceVote("bank", "film", List.of());
        for (int i = 0; i < 30; i++) {
            FrameFingerprints still = frame(i * 500L, randomHashes.flipped(film.get(50), 6));
            votes = votes.with(matcher.match(still).matches().get(0));
        }
        assertThat(votes.alignment().frames()).isLessThanOrEqualTo(1);
    }

    @Test
    void aReversedCopyDoesNotAlign() {
        assertThat(play(-1, 30_000, 10, 4).alignment().frames()).isLessThanOrEqualTo(1);
    }

    @Test
    void partialPicturesDoNotCount() {
        SequenceVote votes = new SequenceVote("bank", "film", List.of());
        for (int i = 0; i < 8; i++) {
            FrameFingerprints whole = frame(i * 1000L, i * 1000, 4);
            FrameFingerprints partial = new FrameFingerprints(
                    "s", "a", whole.ptsMillis(), true, whole.fingerprints(), whole.coverage(), whole.evidence());
            votes = votes.with(matcher.match(partial).matches().get(0));
        }
        assertThat(votes.alignment().frames()).isZero();
    }

    private SequenceVote play(double speed, int fromMillis, int frames, int bits) {
        SequenceVote votes = new SequenceVote("bank", "film", List.of());
        for (int i = 0; i < frames; i++) {
            int referenceMillis = (int) (fromMillis + i * 1000 * speed);
            FrameFingerprints frame = frame(i * 1000L, referenceMillis, bits);
            List<FrameMatch> matches = matcher.match(frame).matches();
            Optional<SequenceVote> more =
                    matches.isEmpty() ? votes.extended(frame, video) : Optional.of(votes.with(matches.get(0)));
            votes = more.orElse(votes);
        }
        return votes;
    }

    private FrameFingerprints frame(long ptsMillis, int referenceMillis, int bits) {
        return frame(ptsMillis, randomHashes.edited(film.get(referenceMillis / FRAME_MILLIS), bits));
    }

    private static FrameFingerprints frame(long ptsMillis, PdqHash hash) {
        return new FrameFingerprints(
                "s",
                "a",
                ptsMillis,
                false,
                List.of(new Fingerprint(Variant.ORIGINAL, hash, 100)),
                new Flag.Coverage(0, 0, 0),
                new Flag.FrameEvidence("frames", 0, 0, 0, ptsMillis, "", 0));
    }

    private CatalogueSnapshot catalogue() {
        SignatureCatalogue signatures = new SignatureCatalogue();
        List<SignatureEvent.Frame> frames = new ArrayList<>();
        for (int i = 0; i < film.size(); i++) {
            frames.add(new SignatureEvent.Frame(film.get(i).toHex(), 100, (long) i * FRAME_MILLIS));
        }
        signatures.put(
                "bank/film", new SignatureEvent("bank", "film", SignatureEvent.VIDEO, null, "", null, frames), 0);
        return signatures.publish(1);
    }

    private List<PdqHash> film() {
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            hashes.add(randomHashes.balanced());
        }
        return hashes;
    }
}
