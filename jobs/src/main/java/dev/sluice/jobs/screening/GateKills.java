package dev.sluice.jobs.screening;

import dev.sluice.event.Decision;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.jobs.metric.KillMetrics;
import dev.sluice.policy.Policy;
import dev.sluice.screening.KillBudget;
import dev.sluice.screening.KillGate;
import dev.sluice.screening.SignatureConduct;
import dev.sluice.screening.SignatureUse;
import java.time.Instant;
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

/** Keeps the budgets and lets {@link KillGate} decide; one task for all streams. Kills are its main output. */
final class GateKills extends KeyedBroadcastProcessFunction<String, GateInput, Control, Kill> {
    static final OutputTag<Flag> FLAGS = new OutputTag<>("withheld-flags") {};
    static final OutputTag<Decision> DECISIONS = new OutputTag<>("gate-decisions") {};

    private final String submittedPolicy;
    private final String jobVersion;
    private transient PolicyInForce policy;
    private transient ValueState<KillBudget> budgets;
    private transient MapState<String, SignatureConduct> conducts;
    private transient KillMetrics metrics;

    GateKills(String submittedPolicy, String jobVersion) {
        this.submittedPolicy = submittedPolicy;
        this.jobVersion = jobVersion;
    }

    @Override
    public void open(OpenContext context) {
        policy = new PolicyInForce(submittedPolicy);
        budgets = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("budget", TypeInformation.of(KillBudget.class)));
        conducts = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("conduct", Types.STRING, TypeInformation.of(SignatureConduct.class)));
        metrics = new KillMetrics(
                getRuntimeContext().getMetricGroup(),
                System::currentTimeMillis,
                policy.latest().document().kills());
    }

    @Override
    public void processElement(GateInput input, ReadOnlyContext context, Collector<Kill> out) throws Exception {
        Policy inForce = policy.current(context.getBroadcastState(PolicyInForce.STATE));
        KillGate gate = new KillGate(inForce, jobVersion);
        if (input.use() != null) {
            note(gate, input.use(), context);
            return;
        }
        KillBudget before = budgets.value();
        Flag flag = input.request().otherwise();
        SignatureConduct conduct = flag.matches().isEmpty()
                ? null
                : conducts.get(
                        key(flag.matches().get(0).bank(), flag.matches().get(0).signatureId()));
        KillGate.Passage passage = gate.pass(
                before == null ? KillBudget.UNUSED : before,
                conduct,
                input.request(),
                Instant.ofEpochMilli(context.currentProcessingTime()));
        budgets.update(passage.budget());
        metrics.spent(passage.budget());
        if (passage.kill() != null) {
            metrics.released(passage.kill(), flag);
            out.collect(passage.kill());
        }
        if (passage.flag() != null) {
            metrics.withheld(passage.withheld().name());
            context.output(FLAGS, passage.flag());
        }
        passage.decisions().forEach(decision -> context.output(DECISIONS, decision));
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
