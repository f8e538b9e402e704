package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.RandomHashes;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.SignatureCatalogue;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copies of which no frame is close to a known one: covered, turned a little, filmed off a screen. */
class LooseCopyTest {
    private static final String POLICY = """
            version: loose-1
            kills: {mode: ENFORCE}
            banks: [{name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}]
            """;

    private final RandomHashes hashes = new RandomHashes(new Random(11));
    private final PdqHash[] film = Told.film(1, 60);
    private final CatalogueSnapshot listed = Told.listed("terror", film);

    @Test
    void isShownToPeopleOnceEnoughFramesAgreeAndNeverKills() {
        Told stream = new Told("s", "acc", POLICY, listed).shows(loosely(0, 60));

        assertThat(stream.kills).isEmpty();
        Flag flag = stream.flag(Flag.SIGNATURE);
        assertThat(flag.priority()).isEqualTo("P1");
        assertThat(flag.matches().get(0).sequence()).isTrue();
        assertThat(flag.matches().get(0).distance()).isGreaterThan(31);
        assertThat(flag.whyNotMore()).anyMatch(reason -> reason.contains("only 0 of the aligned frames match closely"));
    }

    @Test
    void fewFramesAloneSayNothing() {
        assertThat(new Told("s", "acc", POLICY, listed).shows(loosely(0, 7)).flags)
                .isEmpty();
    }

    @Test
    void whatWasShownBeforeTheFirstFrameThatIsNearEnoughCounts() {
        // Eight frames too far for a search, which the line through the ninth explains.
        Told stream = new Told("s", "acc", POLICY, listed).shows(flipped(74, 0, 8));
        assertThat(stream.flags).isEmpty();

        assertThat(stream.shows(flipped(60, 8, 9)).flags).hasSize(1);
    }

    @Test
    void aCloseFrameTakesThemOver() {
        Told stream =
                new Told("s", "acc", POLICY, listed).shows(loosely(0, 6)).shows(film[6], film[7], film[8], film[9]);

        assertThat(stream.kills)
                .as("two close frames and those before them that agree")
                .hasSize(1);
        assertThat(stream.state().hypotheses().open()).isEmpty();
    }

    @Test
    void unrelatedFootageLeavesNoHypothesisBehind() {
        Told stream = new Told("s", "acc", POLICY, listed).shows(Told.film(2, 200));

        assertThat(stream.flags).isEmpty();
        assertThat(stream.state().hypotheses().open()).isEmpty();
    }

    @Test
    void aHypothesisThatNothingContinuesIsForgottenAndTheyAreBounded() {
        SignatureCatalogue many = new SignatureCatalogue();
        for (int i = 0; i < 3 * Hypotheses.MOST; i++) {
            many.put("terror/v" + i, Told.signature("terror", "v" + i, film), 0);
        }
        Told stream = new Told("s", "acc", POLICY, many.publish(1)).shows(loosely(0, 3));
        assertThat(stream.state().hypotheses().open()).hasSize(Hypotheses.MOST);

        stream.shows(Told.film(3, 40));
        assertThat(stream.state().hypotheses().open()).isEmpty();
        assertThat(stream.flags).isEmpty();
    }

    @Test
    void aSceneThatStandsStillNeverAddsUp() {
        PdqHash[] still = new PdqHash[60];
        Arrays.setAll(still, i -> hashes.edited(hashes.edited(film[10], 50), 6));

        assertThat(new Told("s", "acc", POLICY, listed).shows(still).flags).isEmpty();
    }

    @Test
    void anotherPolicyKeepsWhatNoCloseFrameSupports() {
        Told stream = new Told("s", "acc", POLICY, listed).shows(loosely(0, 20));
        stream.under(POLICY.replace("loose-1", "loose-2"), listed).shows(loosely(20, 21));

        assertThat(stream.state().votes()).hasSize(1);
        assertThat(stream.state().votes().get(0).votes()).hasSizeGreaterThan(15);
    }

    private PdqHash[] loosely(int from, int to) {
        return flipped(60, from, to);
    }

    private PdqHash[] flipped(int bits, int from, int to) {
        return Arrays.stream(film, from, to)
                .map(hash -> hashes.edited(hash, bits))
                .toArray(PdqHash[]::new);
    }
}
