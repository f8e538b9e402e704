package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.signature.CatalogueSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More evidence never counts less, and the order in which it arrives does not count. */
class EvidenceWeighingTest {
    private static final String POLICY = """
            version: weighing-1
            kills: {mode: REVIEW}
            banks: [{name: terror, category: TERRORISM, severity: 1.0, distance: 31}]
            reports: {weight: 0.3, cap: 0.9, burst_reporters: 1, imminent_reasons: [imminent-harm]}
            risk: {raise: 0.01, clear: 0.001}
            """;

    private static final PdqHash[] FILM = Told.film(1, 4);

    private static Told stream() {
        return new Told("s", "acc", POLICY, CatalogueSnapshot.EMPTY);
    }

    @Test
    void aFloodOfReportsDrivesOutNoneThatCounts() {
        Told stream = stream();
        for (int i = 0; i < 5; i++) {
            stream.reported("viewer" + i, "violence", 1);
        }
        List<Reported> counting = stream.state().reports();
        for (int i = 0; i < 2 * StreamState.MOST_REPORTS; i++) {
            stream.reported("bot" + i, "violence", 0);
        }

        assertThat(stream.state().reports()).hasSize(StreamState.MOST_REPORTS).containsAll(counting);
    }

    @Test
    void oneReporterOfManyReasonsDrivesOutNobody() {
        Told stream = stream().reported("viewer", "violence", 0.5);
        for (int i = 0; i < 2 * StreamState.MOST_REPORTS; i++) {
            stream.reported("bot", "reason " + i, 0.5);
        }

        assertThat(stream.state().reports()).extracting(Reported::reporter).contains("viewer".hashCode());
    }

    @Test
    void aReportOfImminentHarmIsHeardInAFlood() {
        Told stream = stream();
        for (int i = 0; i < StreamState.MOST_REPORTS; i++) {
            stream.reported("bot" + i, "violence", 1);
        }

        assertThat(stream.reported("viewer", "imminent-harm", 0.1).hasFlag(Flag.IMMINENT_HARM))
                .isTrue();
    }

    @Test
    void anEarlierReportThatArrivesLaterTakesNothingBack() {
        Told stream = stream().reported("viewer", "violence", 0.8);
        List<Reported> before = stream.state().reports();
        stream.take(StreamInput.of("s", new Reported("viewer".hashCode(), "violence", 0.1, stream.millis() - 60_000)));

        assertThat(stream.state().reports()).isEqualTo(before);
    }

    @Test
    void aFloodOfTermsDrivesOutNoneThatCounts() {
        Told stream = stream().hears("viewer", 0, "help", "RARE").hears("a", 0, "kill them", "THREAT");
        stream.hears("b", 0, "kill them", "THREAT");
        for (int i = 0; i < 2 * StreamState.MOST_TERMS; i++) {
            stream.hears("bot", 0, "term" + i, "THREAT");
        }

        assertThat(stream.state().chat())
                .hasSize(StreamState.MOST_TERMS)
                .extracting(StreamState.ChatTally::term)
                .contains("help", "kill them");
    }

    @Test
    void anEarlierScoreThatArrivesLaterIsOutdated() {
        Told stream = stream();
        Score later = new Score("classifier", "gore", 0.2, stream.millis());
        stream.take(StreamInput.of("s", later));
        stream.take(StreamInput.of("s", new Score("classifier", "gore", 0.9, stream.millis() - 1000)));

        assertThat(stream.state().scores()).containsExactly(later);
    }

    @Test
    void aPlainMatchBesideAMirroredOneDoesNotExcuseIt() {
        Told stream = new Told("s", "acc", POLICY, Told.listed("terror", FILM));
        stream.take(StreamInput.of(new FrameFingerprints(
                "s",
                "acc",
                -500,
                false,
                List.of(
                        new Fingerprint(Variant.ORIGINAL, Told.film(2, 1)[0], 100),
                        new Fingerprint(Variant.MIRROR, near(FILM[0]), 100)),
                new Flag.Coverage(1, 1, 0),
                new Flag.FrameEvidence("frames", 0, 1, 1, -500, "", stream.millis()))));
        stream.shows(FILM[1]).after(61).shows(FILM[2]);

        assertThat(stream.flag(Flag.SIGNATURE).riskTerms())
                .extracting(Flag.RiskTerm::group)
                .contains("evasion");
    }

    private static PdqHash near(PdqHash hash) {
        return new PdqHash(hash.w0() ^ 1, hash.w1() ^ 1, hash.w2(), hash.w3());
    }
}
