package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.policy.Policy;
import dev.sluice.signature.SignatureCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Frames whose bytes a list names by their MD5 or SHA. */
class ExactCopyTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String ENFORCING = """
            version: test-1
            epoch: 1
            kills: {mode: ENFORCE, expiry_seconds: 300}
            banks:
              - {name: terror, category: TERRORISM, severity: 1.0, distance: 0, kill_eligible: true}
              - {name: slates, category: NONE, severity: 0.0, distance: 31, benign: true}
            """;

    private final SignatureCatalogue catalogue = new SignatureCatalogue();
    private final List<Flag> flags = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private StreamState state;
    private int frames;

    @Test
    void aFrameWithAKnownDigestFlagsAtDistanceZeroAndNeverKills() throws Exception {
        list("terror/f", SignatureEvent.VIDEO, "known", 0);

        show("other", 100);
        for (int i = 0; i < 20; i++) {
            show("known", i == 0 ? 10 : 100);
        }

        assertThat(flags).hasSize(1).allSatisfy(flag -> {
            assertThat(flag.recommendedAction()).isEqualTo("REVIEW");
            assertThat(flag.whyNotMore()).contains("the signature is a single picture");
            assertThat(flag.riskTerms()).extracting(Flag.RiskTerm::group).containsExactly("match");
            assertThat(flag.matches()).singleElement().satisfies(match -> {
                assertThat(match.signatureId()).isEqualTo("f");
                assertThat(match.distance()).isZero();
                assertThat(match.variant()).isEqualTo("ORIGINAL");
                assertThat(match.crop()).isZero();
                assertThat(match.streamMillis()).isEqualTo(500);
            });
        });
    }

    @Test
    void aDigestThatIsListedLaterIsFoundInWhatTheStreamShowed() throws Exception {
        show("known", 100);
        show("other", 100);
        assertThat(flags).isEmpty();

        list("terror/f", SignatureEvent.FILE, "known", 0);
        tick();

        assertThat(flags).extracting(flag -> flag.frame().ptsMillis()).containsExactly(0L);
    }

    @Test
    void aDigestThatIsTakenBackCountsNoLonger() throws Exception {
        list("terror/f", SignatureEvent.FILE, "known", 0);
        show("known", 100);
        assertThat(state.votes()).hasSize(1);

        list("terror/g", SignatureEvent.FILE, "more", 1);
        tick();
        assertThat(state.votes()).hasSize(1);

        list("terror/f", SignatureEvent.FILE, "changed", 2);
        tick();
        assertThat(state.votes()).isEmpty();
    }

    @Test
    void aBenignDigestExcusesTheFrame() throws Exception {
        list("terror/f", SignatureEvent.FILE, "known", 0);
        list("slates/f", SignatureEvent.FILE, "known", 1);

        show("known", 100);

        assertThat(flags).isEmpty();
    }

    @Test
    void aFrameThatCannotBeDecodedIsKnownByItsBytes() throws Exception {
        showNothing("other");
        showNothing("known");
        showNothing("another");
        list("terror/f", SignatureEvent.VIDEO, "known", 0);
        tick();
        showNothing("known");

        assertThat(flags).hasSize(1).allSatisfy(flag -> assertThat(flag.matches())
                .singleElement()
                .satisfies(match -> assertThat(match.streamMillis()).isEqualTo(500)));
    }

    private void list(String key, String media, String content, long version) {
        int slash = key.indexOf('/');
        byte[] md5 = DigestAlgorithm.MD5.digest(content.getBytes(StandardCharsets.UTF_8));
        SignatureEvent.Digest digest =
                new SignatureEvent.Digest(DigestAlgorithm.MD5, HexFormat.of().formatHex(md5));
        Instant added = NOW.minusSeconds(3600);
        catalogue.put(
                key,
                new SignatureEvent(
                        key.substring(0, slash),
                        key.substring(slash + 1),
                        media,
                        "POSITIVE",
                        "test",
                        added,
                        List.of(),
                        List.of(digest)),
                version);
        catalogue.publish(version + 1);
    }

    private void show(String content, int quality) throws Exception {
        PdqHash hash = new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        show(
                content,
                List.of(
                        new Fingerprint(Variant.ORIGINAL, hash, quality),
                        new Fingerprint(Variant.TOP, hash.complement(), quality)));
    }

    private void showNothing(String content) throws Exception {
        show(content, List.of());
    }

    private void show(String content, List<Fingerprint> fingerprints) throws Exception {
        long ptsMillis = frames++ * 500L;
        byte[] payload = content.getBytes(StandardCharsets.UTF_8);
        FrameFingerprints frame = new FrameFingerprints(
                "s",
                "acc",
                ptsMillis,
                fingerprints.isEmpty(),
                fingerprints,
                new Flag.Coverage(frames, frames, 0),
                new Flag.FrameEvidence("frames", 0, frames, frames, ptsMillis, "", 0),
                List.of(
                        PayloadDigest.of(DigestAlgorithm.MD5, payload),
                        PayloadDigest.of(DigestAlgorithm.SHA256, payload)));
        take(screening().apply(state, StreamInput.of(frame), NOW.plusMillis(ptsMillis)));
    }

    private void tick() throws Exception {
        take(screening().tick(state, NOW.plusMillis(frames * 500L)));
    }

    private StreamScreening screening() throws Exception {
        return new StreamScreening(Policy.parse(ENFORCING), List.of(), catalogue.current(), "test");
    }

    private void take(Step step) {
        assertThat(step.kills()).isEmpty();
        flags.addAll(step.flags());
        state = step.state();
    }
}
