package dev.sluice.jobs.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.jobs.kafka.CatalogueLease;
import dev.sluice.jobs.metric.ScreeningMetrics;
import dev.sluice.policy.Incident;
import dev.sluice.policy.Policy;
import dev.sluice.screening.IncidentNote;
import dev.sluice.screening.Step;
import dev.sluice.screening.StreamInput;
import dev.sluice.screening.StreamScreening;
import dev.sluice.screening.StreamState;
import dev.sluice.signature.CatalogueSnapshot;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Keeps one {@link StreamState} per stream and lets {@link StreamScreening} work on it; flags are its main output. */
final class ScreenStream extends KeyedBroadcastProcessFunction<String, StreamInput, Control, Flag> {
    static final OutputTag<GateInput> KILL_REQUESTS = new OutputTag<>("kill-requests") {};
    static final OutputTag<Directive> DIRECTIVES = new OutputTag<>("directives") {};
    static final OutputTag<Decision> DECISIONS = new OutputTag<>("decisions") {};
    static final OutputTag<AccountNote> ACCOUNT_NOTES = new OutputTag<>("account-notes") {};
    static final OutputTag<SignatureEvent> SIGNATURES = new OutputTag<>("signatures") {};
    static final OutputTag<IncidentNote> INCIDENT_NOTES = new OutputTag<>("incident-notes") {};

    private static final long TICK_MILLIS = 1000;

    private final CatalogueLease.Source catalogues;
    private final String submittedPolicy;
    private final String jobVersion;
    private transient CatalogueLease catalogue;
    private transient PolicyInForce policy;
    private transient ValueState<StreamState> states;
    private transient Screening screening;
    private transient ScreeningMetrics metrics;

    /** A screening and what it was made from. */
    private record Screening(
            Policy policy, List<Incident> incidents, CatalogueSnapshot catalogue, StreamScreening brain) {}

    ScreenStream(CatalogueLease.Source catalogues, String submittedPolicy, String jobVersion) {
        this.catalogues = catalogues;
        this.submittedPolicy = submittedPolicy;
        this.jobVersion = jobVersion;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        policy = new PolicyInForce(submittedPolicy);
        states = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("stream", TypeInformation.of(StreamState.class)));
        catalogue = catalogues.acquire();
        metrics = new ScreeningMetrics(getRuntimeContext().getMetricGroup());
        metrics.showCatalogue(
                catalogue::current,
                () -> Math.max(0, System.currentTimeMillis() - catalogue.changedAtMillis()),
                catalogue::loadMillis);
        metrics.showPolicy(policy::version);
    }

    @Override
    public void close() {
        if (catalogue != null) {
            catalogue.close();
        }
    }

    @Override
    public void processElement(StreamInput input, ReadOnlyContext context, Collector<Flag> out) throws Exception {
        StreamState before = states.value();
        long now = context.currentProcessingTime();
        Step step =
                brain(context.getBroadcastState(PolicyInForce.STATE)).apply(before, input, Instant.ofEpochMilli(now));
        if (before == null) {
            context.timerService().registerProcessingTimeTimer(nextTick(now));
        }
        publish(step, context, out);
        noteIncidents(before, input, step, now, context);
        if (input.frame() != null && step.flags().stream().anyMatch(ScreenStream::isNew)) {
            metrics.frameToFlag(context.currentProcessingTime() - input.appendedAtMillis());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Flag> out) throws Exception {
        StreamState before = states.value();
        if (before == null) {
            return;
        }
        long now = context.currentProcessingTime();
        Step step = brain(context.getBroadcastState(PolicyInForce.STATE)).tick(before, Instant.ofEpochMilli(now));
        if (step.state() != null) {
            context.timerService().registerProcessingTimeTimer(nextTick(now));
        }
        publish(step, context, out);
        noteIncidents(before, null, step, now, context);
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<Flag> out) throws Exception {
        PolicyInForce.put(context.getBroadcastState(PolicyInForce.STATE), control);
        if (control.policyKey() != null) {
            StreamScreening brain = brain(context.getBroadcastState(PolicyInForce.STATE));
            int task = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            context.output(
                    DECISIONS,
                    brain.inForce(
                            "screening-" + task,
                            control.policyKey(),
                            Instant.ofEpochMilli(context.currentProcessingTime())));
        }
    }

    private void publish(Step step, ReadOnlyContext context, Collector<Flag> out) throws Exception {
        if (step.state() == null) {
            states.clear();
        } else {
            states.update(step.state());
        }
        // Kills first: nothing else is as urgent.
        step.kills().forEach(request -> context.output(KILL_REQUESTS, GateInput.of(request)));
        step.verdicts().forEach(verdict -> context.output(KILL_REQUESTS, GateInput.of(verdict)));
        step.uses().forEach(use -> context.output(KILL_REQUESTS, GateInput.of(use)));
        step.flags().forEach(out::collect);
        step.directives().forEach(directive -> context.output(DIRECTIVES, directive));
        step.decisions().forEach(decision -> context.output(DECISIONS, decision));
        step.notes().forEach(note -> context.output(ACCOUNT_NOTES, note));
        step.signatures().forEach(signature -> context.output(SIGNATURES, signature));
        step.flags().stream().filter(ScreenStream::isNew).forEach(flag -> count(flag, step.state()));
    }

    private void noteIncidents(StreamState before, StreamInput input, Step step, long now, ReadOnlyContext context) {
        // Those the brain judged by.
        IncidentNote.of(before, input, step, screening.incidents(), Instant.ofEpochMilli(now))
                .forEach(note -> context.output(INCIDENT_NOTES, note));
    }

    private void count(Flag flag, StreamState state) {
        metrics.flagged(flag);
        if (Flag.RULE.equals(flag.reason()) && state != null) {
            state.flags().stream()
                    .filter(open -> open.flagId().equals(flag.flagId()))
                    .forEach(open -> metrics.flaggedBy(open.subject()));
        }
    }

    /** Told by its state, not its revision: a muted flag may open again. */
    private static boolean isNew(Flag flag) {
        return Flag.OPEN.equals(flag.state());
    }

    private StreamScreening brain(ReadOnlyBroadcastState<String, String> policies) throws Exception {
        Policy inForce = policy.current(policies);
        List<Incident> incidents = policy.incidents(policies);
        CatalogueSnapshot known = catalogue.current();
        if (screening == null
                || screening.policy() != inForce
                || screening.incidents() != incidents
                || !screening.catalogue().equals(known)) {
            StreamScreening brain = new StreamScreening(inForce, incidents, known, jobVersion);
            screening = new Screening(inForce, incidents, known, brain);
        }
        return screening.brain();
    }

    /** On whole seconds, so that timers of many streams coalesce. */
    private static long nextTick(long nowMillis) {
        return (nowMillis / TICK_MILLIS + 1) * TICK_MILLIS;
    }
}
