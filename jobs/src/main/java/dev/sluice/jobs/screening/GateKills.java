package dev.sluice.jobs.screening;

import dev.sluice.event.Decision;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.KillAck;
import dev.sluice.jobs.metric.KillMetrics;
import dev.sluice.policy.Policy;
import dev.sluice.screening.IncidentNote;
import dev.sluice.screening.KillBudget;
import dev.sluice.screening.KillFollowUp;
import dev.sluice.screening.KillGate;
import dev.sluice.screening.KillRequest;
import dev.sluice.screening.KillVerdict;
import dev.sluice.screening.PendingKill;
import dev.sluice.screening.SignatureConduct;
import dev.sluice.screening.SignatureUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the budgets and the kills that wait for an acknowledgement, and lets {@link KillGate} and {@link KillFollowUp}
 * decide; one task for all streams. Kills are its main output.
 */
final class GateKills extends KeyedBroadcastProcessFunction<String, GateInput, Control, Kill> {
    static final OutputTag<Flag> FLAGS = new OutputTag<>("withheld-flags") {};
    static final OutputTag<Decision> DECISIONS = new OutputTag<>("gate-decisions") {};
    static final OutputTag<IncidentNote> INCIDENT_NOTES = new OutputTag<>("gate-incident-notes") {};

    /** Kills that wait; beyond them a kill is released all the same, and not followed. Chosen: some 20 MB of state. */
    private static final int MOST_PENDING = 10_000;

    private static final long SECOND_MILLIS = 1000;

    private final String submittedPolicy;
    private final String jobVersion;
    private transient PolicyInForce policy;
    private transient ValueState<KillBudget> budgets;
    private transient MapState<String, SignatureConduct> conducts;
    private transient KillMetrics metrics;
    private transient MapState<String, PendingKill> pending;
    /** How many there are; -1 until they were counted, as state is out of reach when a task opens. */
    private transient AtomicInteger pendingCount;

    GateKills(String submittedPolicy, String jobVersion) {
        this.submittedPolicy = submittedPolicy;
        this.jobVersion = jobVersion;
    }

    @Override
    public void open(OpenContext context) {
        policy = new PolicyInForce(submittedPolicy);
        budgets = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("budget", TypeInformation.of(KillBudget.class)));
        pending = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("pending-kills", Types.STRING, TypeInformation.of(PendingKill.class)));
        pendingCount = new AtomicInteger(-1);
        conducts = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("conduct", Types.STRING, TypeInformation.of(SignatureConduct.class)));
        metrics = new KillMetrics(
                getRuntimeContext().getMetricGroup(),
                System::currentTimeMillis,
                policy.latest().document().kills(),
                this::unacknowledged);
    }

    @Override
    public void processElement(GateInput input, ReadOnlyContext context, Collector<Kill> out) throws Exception {
        Policy inForce = policy.current(context.getBroadcastState(PolicyInForce.STATE));
        KillGate gate = new KillGate(inForce, jobVersion);
        if (input.use() != null) {
            note(gate, input.use(), context);
            return;
        }
        KillFollowUp followUp = new KillFollowUp(inForce, jobVersion);
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        if (input.ack() != null) {
            answer(followUp, input.ack(), now, context, out);
            return;
        }
        if (input.verdict() != null) {
            judged(followUp, input.verdict(), now, context, out);
            return;
        }
        KillBudget before = budgets.value();
        Flag flag = input.request().otherwise();
        SignatureConduct conduct = flag.matches().isEmpty()
                ? null
                : conducts.get(
                        key(flag.matches().get(0).bank(), flag.matches().get(0).signatureId()));
        KillGate.Passage passage =
                gate.pass(before == null ? KillBudget.UNUSED : before, conduct, input.request(), now);
        budgets.update(passage.budget());
        metrics.spent(passage.budget());
        if (passage.kill() != null) {
            metrics.released(passage.kill(), flag);
            out.collect(passage.kill());
            IncidentNote.of(passage.kill(), policy.incidents(context.getBroadcastState(PolicyInForce.STATE)), now)
                    .forEach(note -> context.output(INCIDENT_NOTES, note));
            follow(followUp, input.request(), now, context);
        }
        if (passage.flag() != null) {
            metrics.withheld(passage.withheld().name());
            context.output(FLAGS, passage.flag());
        }
        passage.decisions().forEach(decision -> context.output(DECISIONS, decision));
    }

    /** Looks after the kills whose time has come. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Kill> out) throws Exception {
        KillFollowUp followUp =
                new KillFollowUp(policy.current(context.getBroadcastState(PolicyInForce.STATE)), jobVersion);
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        List<PendingKill> waiting = new ArrayList<>();
        pending.values().forEach(waiting::add);
        pendingCount.set(waiting.size());
        for (PendingKill kill : waiting) {
            if (kill.nextMillis() <= now.toEpochMilli()) {
                take(kill, followUp.tick(kill, now), context, out);
            }
        }
    }

    /** How many kills wait for an acknowledgement; for metrics, from any thread. */
    int unacknowledged() {
        return Math.max(0, pendingCount.get());
    }

    private void follow(KillFollowUp followUp, KillRequest request, Instant now, ReadOnlyContext context)
            throws Exception {
        String id = request.kill().killId();
        PendingKill known = pending.get(id);
        count();
        if (known != null || pendingCount.get() < MOST_PENDING) {
            PendingKill after = followUp.released(known, request, now).orElse(null);
            if (after != null) {
                keep(known, after, context);
            }
        }
    }

    private void answer(KillFollowUp followUp, KillAck ack, Instant now, ReadOnlyContext context, Collector<Kill> out)
            throws Exception {
        PendingKill known = pending.get(ack.killId());
        if (known == null) {
            context.output(DECISIONS, followUp.unasked(ack, now));
            return;
        }
        count();
        take(known, followUp.answer(known, ack, now), context, out);
    }

    private void judged(
            KillFollowUp followUp, KillVerdict verdict, Instant now, ReadOnlyContext context, Collector<Kill> out)
            throws Exception {
        PendingKill known = pending.get(verdict.killId());
        KillFollowUp.Result result = followUp.judged(known, verdict, now);
        if (known == null) {
            result.decisions().forEach(decision -> context.output(DECISIONS, decision));
            return;
        }
        count();
        take(known, result, context, out);
    }

    private void take(PendingKill before, KillFollowUp.Result result, ReadOnlyContext context, Collector<Kill> out)
            throws Exception {
        if (result.pending() == null) {
            pending.remove(before.kill().killId());
            pendingCount.decrementAndGet();
        } else {
            keep(before, result.pending(), context);
        }
        if (result.again() != null) {
            out.collect(result.again());
        }
        if (result.flag() != null) {
            context.output(FLAGS, result.flag());
        }
        result.decisions().forEach(decision -> context.output(DECISIONS, decision));
    }

    /** With a timer on a whole second, so that those of many kills coalesce. */
    private void keep(PendingKill before, PendingKill after, ReadOnlyContext context) throws Exception {
        if (before == null) {
            pendingCount.incrementAndGet();
        }
        pending.put(after.kill().killId(), after);
        long due = (after.nextMillis() + SECOND_MILLIS - 1) / SECOND_MILLIS * SECOND_MILLIS;
        context.timerService().registerProcessingTimeTimer(due);
    }

    private void count() throws Exception {
        if (pendingCount.get() < 0) {
            int found = 0;
            for (var keys = pending.keys().iterator(); keys.hasNext(); keys.next()) {
                found++;
            }
            pendingCount.set(found);
        }
    }

    private void note(KillGate gate, SignatureUse use, ReadOnlyContext context) throws Exception {
        String key = key(use.bank(), use.signatureId());
        SignatureConduct before = conducts.get(key);
        KillGate.Noted noted = gate.note(before == null ? SignatureConduct.NONE : before, use);
        conducts.put(key, noted.conduct());
        noted.decisions().forEach(decision -> context.output(DECISIONS, decision));
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<Kill> out) throws Exception {
        PolicyInForce.put(context.getBroadcastState(PolicyInForce.STATE), control);
        metrics.obey(policy.current(context.getBroadcastState(PolicyInForce.STATE))
                .document()
                .kills());
    }

    private static String key(String bank, String signatureId) {
        return bank + "/" + signatureId;
    }
}
