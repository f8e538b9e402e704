package dev.sluice.jobs.screening;

import dev.sluice.event.Decision;
import dev.sluice.policy.Incident;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.screening.IncidentLedger;
import dev.sluice.screening.IncidentNote;
import dev.sluice.screening.IncidentStream;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps one {@link IncidentLedger} per incident and publishes its debrief at the incident's end: when it expires, is
 * closed, or is withdrawn. Keyed by the incident's key on the policy's topic; other documents there are ignored.
 */
final class DebriefIncidents extends KeyedCoProcessFunction<String, IncidentNote, Control, Decision> {
    /** Notes of an incident that was never declared here are forgotten after the longest that an incident lasts. */
    private static final long LONGEST_MILLIS = 7 * 24 * 3_600_000L;

    /** For how long after its end a note of an incident may come. */
    private static final long LATE_MILLIS = 60_000;

    private final String jobVersion;
    private transient ValueState<IncidentLedger> ledgers;
    private transient MapState<String, IncidentStream> streams;

    DebriefIncidents(String jobVersion) {
        this.jobVersion = jobVersion;
    }

    @Override
    public void open(OpenContext context) {
        ledgers = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("ledger", TypeInformation.of(IncidentLedger.class)));
        streams = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("streams", Types.STRING, TypeInformation.of(IncidentStream.class)));
    }

    @Override
    public void processElement1(IncidentNote note, Context context, Collector<Decision> out) throws Exception {
        IncidentLedger known = ledgers.value();
        if (known == null) {
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime() + LONGEST_MILLIS);
        }
        IncidentLedger before = known == null ? IncidentLedger.unnamed() : known;
        if (before.debriefed()) {
            return;
        }
        IncidentLedger.Entry entry = before.enter(streams.get(note.streamId()), note);
        ledgers.update(entry.ledger());
        if (entry.stream() != null) {
            streams.put(note.streamId(), entry.stream());
        }
    }

    @Override
    public void processElement2(Control control, Context context, Collector<Decision> out) throws Exception {
        if (Control.POLICY.equals(control.policyKey())) {
            return;
        }
        long now = context.timerService().currentProcessingTime();
        IncidentLedger known = ledgers.value();
        Optional<Incident> declared = parse(control.policy());
        if (declared.isEmpty()) {
            if (known != null) {
                debrief(known, now, context, out);
            }
            return;
        }
        Incident incident = declared.get();
        boolean ended = IncidentLedger.open(incident).endedAt(now);
        if (ended && known == null) {
            // Read again from the topic's beginning: it ended before this job's memory begins.
            return;
        }
        boolean anew = known == null || (known.debriefed() && !ended);
        IncidentLedger ledger = anew ? IncidentLedger.open(incident) : known.revised(incident);
        if (anew) {
            streams.clear();
        }
        ledgers.update(ledger);
        if (ended) {
            debrief(ledger, now, context, out);
        } else {
            context.timerService().registerProcessingTimeTimer(ledger.expiresMillis());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Decision> out) throws Exception {
        IncidentLedger ledger = ledgers.value();
        if (ledger == null) {
            return;
        }
        if (ledger.debriefed() || ledger.label().isEmpty()) {
            ledgers.clear();
            streams.clear();
        } else if (ledger.endedAt(context.timerService().currentProcessingTime())) {
            debrief(ledger, context.timerService().currentProcessingTime(), context, out);
        }
    }

    /** Leaves the closed book for a while, so that a note that comes late does not open another. */
    private void debrief(IncidentLedger ledger, long now, Context context, Collector<Decision> out) throws Exception {
        if (!ledger.debriefed() && !ledger.label().isEmpty()) {
            out.collect(ledger.debrief(streams.values(), jobVersion, Instant.ofEpochMilli(now)));
        }
        streams.clear();
        ledgers.update(ledger.closed());
        context.timerService().registerProcessingTimeTimer(now + LATE_MILLIS);
    }

    private static Optional<Incident> parse(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Incident.parse(text));
        } catch (InvalidPolicyException e) {
            // Validated before it was sent here; as if it were withdrawn.
            return Optional.empty();
        }
    }
}
