package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.VerdictEvent;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.signature.SignatureCatalogue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a stream's state holds stays within its limits, and the limits lose nothing that matters. */
class BoundedStateTest {
    private static final String POLICY = """
            version: bounded-1
            kills: {mode: ENFORCE}
            banks: [{name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}]
            """;

    @Test
    void aStreamThatMatchesMoreThanIsKeptHasAsManyFlagsAsAreKept() {
        PdqHash[] pictures = Told.film(1, StreamState.MOST_FLAGS + 40);
        SignatureCatalogue catalogue = new SignatureCatalogue();
        for (int i = 0; i < pictures.length; i++) {
            put(catalogue, "v" + i, pictures[i]);
        }
        Told stream = new Told("s", "acc", POLICY, catalogue.publish(1)).shows(pictures[0]);
        String answered = stream.flag(Flag.SIGNATURE).flagId();
        stream.judged("ann", VerdictEvent.CONFIRM, answered, false).shows(pictures);

        assertThat(stream.state().flags())
                .hasSize(StreamState.MOST_FLAGS)
                .extracting(StreamState.OpenFlag::flagId)
                .as("what a reviewer answered is not asked again")
                .contains(answered);
    }

    private static void put(SignatureCatalogue catalogue, String id, PdqHash... film) {
        List<SignatureEvent.Frame> frames = IntStream.range(0, film.length)
                .mapToObj(i -> new SignatureEvent.Frame(film[i].toHex(), 100, i * 500L))
                .toList();
        catalogue.put(
                "terror/" + id,
                new SignatureEvent(
                        "terror",
                        id,
                        SignatureEvent.VIDEO,
                        SignatureEvent.POSITIVE,
                        "test",
                        Told.NOON.minusSeconds(3600),
                        frames),
                0);
    }

    @Test
    void footageOnMoreListsThanAreKeptIsStillASequence() {
        PdqHash[] film = Told.film(2, 12);
        SignatureCatalogue catalogue = new SignatureCatalogue();
        for (int i = 0; i < StreamState.MOST_VOTES + 8; i++) {
            put(catalogue, "copy" + i, film);
        }

        assertThat(new Told("s", "acc", POLICY, catalogue.publish(1)).shows(film).kills)
                .hasSize(1);
    }

    @Test
    void whatMatchedLongAgoMakesRoomForWhatMatchesNow() {
        PdqHash[] others = Told.film(3, StreamState.MOST_VOTES);
        PdqHash[] film = Told.film(4, 12);
        SignatureCatalogue catalogue = new SignatureCatalogue();
        for (int i = 0; i < others.length; i++) {
            put(catalogue, "other" + i, others[i]);
        }
        put(catalogue, "film", film);

        assertThat(new Told("s", "acc", POLICY, catalogue.publish(1))
                        .shows(others)
                        .shows(film)
                        .kills)
                .hasSize(1);
    }
}
