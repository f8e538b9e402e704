package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Decision;
import dev.sluice.screening.IncidentNote;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DebriefIncidentsTest {
    private static final String KEY = "incident/crisis";

    private KeyedTwoInputStreamOperatorTestHarness<String, IncidentNote, Control, Decision> harness;

    @BeforeEach
    void open() throws Exception {
        harness = opened(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void atItsExpiryAnIncidentIsSummedUpOnceAcrossARestoreAndThenForgotten() throws Exception {
        declare(1, 3600);
        note("s1", IncidentNote.SEEN, 1);
        note("s2", IncidentNote.SEEN, 2);
        note("s1", IncidentNote.FLAGGED, 4);
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = opened(saved);
        note("s1", IncidentNote.FLAGGED, 9);
        note("s1", IncidentNote.KILLED, 10);
        note("s2", IncidentNote.FLAGGED, 11);
        note("s2", IncidentNote.OVERTURNED, 30);
        passTo(3599);
        assertThat(harness.extractOutputValues()).isEmpty();

        passTo(3600);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(debrief -> {
            assertThat(debrief.action()).isEqualTo("INCIDENT_DEBRIEF");
            assertThat(debrief.reference()).isEqualTo(KEY + "@1");
            assertThat(debrief.reasons())
                    .containsExactly(
                            "lasted 3600 s",
                            "streams seen: 2",
                            "flagged: 2",
                            "killed: 1",
                            "overturned by reviewers: 1",
                            "first sighting: 2026-11-25T12:00:01Z, stream s1",
                            "first flag: 2026-11-25T12:00:04Z, stream s1",
                            "median time to flag: 3000 ms");
        });
        passTo(3700);
        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void closedEarlyItIsSummedUpAtOnceAndLateNotesOpenNoOther() throws Exception {
        declare(1, 3600);
        note("s1", IncidentNote.SEEN, 1);
        passTo(60);
        declare(2, 60);
        note("s1", IncidentNote.FLAGGED, 60);
        passTo(4000);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(debrief -> {
            assertThat(debrief.reference()).isEqualTo(KEY + "@2");
            assertThat(debrief.reasons()).contains("lasted 60 s", "median time to flag: no stream was flagged");
        });
    }

    @Test
    void withdrawnItIsSummedUpToo() throws Exception {
        declare(1, 3600);
        passTo(5);
        harness.processElement2(Control.ofIncident(KEY, ""), 0);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(debrief -> assertThat(debrief.reasons())
                .contains("lasted 5 s", "streams seen: 0"));
    }

    @Test
    void anExtendedIncidentEndsLater() throws Exception {
        declare(1, 3600);
        note("s1", IncidentNote.SEEN, 1);
        declare(2, 7200);
        passTo(3601);
        assertThat(harness.extractOutputValues()).isEmpty();

        passTo(7200);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(debrief -> assertThat(debrief.reasons())
                .contains("lasted 7200 s", "streams seen: 1"));
    }

    @Test
    void openedAgainItBeginsAnewAndWhatEndedBeforeIsNotSummedUpAgain() throws Exception {
        passTo(100);
        declare(1, 50);
        assertThat(harness.extractOutputValues()).isEmpty();
        declare(2, 200);
        note("s1", IncidentNote.SEEN, 101);
        declare(3, 100);
        declare(4, 300);
        note("s2", IncidentNote.SEEN, 102);
        passTo(300);

        assertThat(harness.extractOutputValues())
                .extracting(Decision::reference)
                .containsExactly(KEY + "@3", KEY + "@4");
        assertThat(harness.extractOutputValues().get(1).reasons())
                .contains("streams seen: 1")
                .anyMatch(reason -> reason.startsWith("first sighting: ") && reason.endsWith("stream s2"));
    }

    @Test
    void aNoteThatComesBeforeItsIncidentCounts() throws Exception {
        note("s1", IncidentNote.SEEN, 1);
        harness.processElement2(Control.ofPolicy("version: none of its business"), 0);
        declare(1, 60);
        passTo(60);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(debrief -> assertThat(debrief.reasons())
                .contains("streams seen: 1"));
    }

    private void declare(int revision, long endsAfterSeconds) throws Exception {
        harness.processElement2(
                Control.ofIncident(
                        KEY,
                        "{name: crisis, revision: " + revision + ", opened_at: \"" + Records.NOW + "\", expires_at: \""
                                + at(endsAfterSeconds) + "\"}"),
                0);
    }

    private void note(String streamId, String kind, long second) throws Exception {
        harness.processElement1(new IncidentNote(KEY, streamId, kind, at(second).toEpochMilli()), 0);
    }

    private void passTo(long second) throws Exception {
        harness.setProcessingTime(at(second).toEpochMilli());
    }

    private static Instant at(long second) {
        return Records.NOW.plusSeconds(second);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, IncidentNote, Control, Decision> opened(
            OperatorSubtaskState saved) throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new DebriefIncidents("test")),
                IncidentNote::incident,
                Control::policyKey,
                Types.STRING);
        if (saved != null) {
            harness.initializeState(saved);
        }
        harness.open();
        harness.setProcessingTime(Records.NOW.toEpochMilli());
        return harness;
    }
}
