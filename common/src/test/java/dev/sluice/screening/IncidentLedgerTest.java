package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.policy.Incident;
import dev.sluice.policy.InvalidPolicyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IncidentLedgerTest {
    private static final Instant OPENED = Instant.parse("2026-11-25T12:00:00Z");

    @Property(tries = 200)
    void notesThatComeAgainChangeNothing(@ForAll @Size(max = 60) List<@IntRange(max = 39) Integer> codes) {
        List<IncidentNote> notes = codes.stream()
                .map(code -> note(
                        "s" + code % 10,
                        List.of("SEEN", "FLAGGED", "KILLED", "OVERTURNED").get(code / 10),
                        1000L + code))
                .toList();
        Map<String, IncidentStream> once = new TreeMap<>();
        IncidentLedger ledger = enter(IncidentLedger.open(incident()), once, notes);
        Map<String, IncidentStream> twice = new TreeMap<>(once);

        assertThat(enter(ledger, twice, notes)).isEqualTo(ledger);
        assertThat(twice).isEqualTo(once);
        assertThat(ledger.streams()).isEqualTo(once.size());
        assertThat(ledger.debrief(once.values(), "test", OPENED).reasons()).contains("streams seen: " + once.size());
    }

    @Test
    void aFullBookTakesNoOtherStreamAndSaysSo() {
        IncidentLedger ledger = IncidentLedger.open(incident());
        for (int i = 0; i < IncidentLedger.MOST_STREAMS; i++) {
            ledger = ledger.enter(null, note("s" + i, IncidentNote.SEEN, 1)).ledger();
        }
        assertThat(ledger.full()).isFalse();

        IncidentLedger.Entry entry = ledger.enter(null, note("another", IncidentNote.SEEN, 1));

        assertThat(entry.stream()).isNull();
        assertThat(entry.ledger().streams()).isEqualTo(IncidentLedger.MOST_STREAMS);
        assertThat(entry.ledger().debrief(List.of(), "test", OPENED).reasons()).contains("streams seen: at least 0");
        assertThat(entry.ledger().enter(IncidentStream.fresh("s1"), note("s1", IncidentNote.KILLED, 2)).stream())
                .as("a known one is still told of")
                .isNotNull();
    }

    private static IncidentLedger enter(
            IncidentLedger ledger, Map<String, IncidentStream> streams, List<IncidentNote> notes) {
        IncidentLedger after = ledger;
        for (IncidentNote note : notes) {
            IncidentLedger.Entry entry = after.enter(streams.get(note.streamId()), note);
            after = entry.ledger();
            streams.put(note.streamId(), entry.stream());
        }
        return after;
    }

    private static IncidentNote note(String streamId, String kind, long atMillis) {
        return new IncidentNote("incident/crisis", streamId, kind, atMillis);
    }

    private static Incident incident() {
        try {
            return Incident.parse("{name: crisis, revision: 1, opened_at: \"" + OPENED + "\", expires_at: \""
                    + OPENED.plusSeconds(60) + "\"}");
        } catch (InvalidPolicyException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
