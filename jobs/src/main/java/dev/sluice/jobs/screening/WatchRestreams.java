package dev.sluice.jobs.screening;

import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.RestreamWatching;
import dev.sluice.screening.Sighting;
import dev.sluice.screening.StreamInput;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the latest sightings per band of a hash, and tells a stream who else shows its pictures. */
final class WatchRestreams extends KeyedBroadcastProcessFunction<Integer, Sighting, Control, StreamInput> {
    private final String submittedPolicy;
    private transient PolicyInForce policy;
    private transient RestreamWatching watching;
    private transient ValueState<List<Sighting>> seen;

    WatchRestreams(String submittedPolicy) {
        this.submittedPolicy = submittedPolicy;
    }

    @Override
    public void open(OpenContext context) {
        policy = new PolicyInForce(submittedPolicy);
        watching = new RestreamWatching();
        seen = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("seen", Types.LIST(TypeInformation.of(Sighting.class))));
    }

    @Override
    public void processElement(Sighting sighting, ReadOnlyContext context, Collector<StreamInput> out)
            throws Exception {
        PolicyDocument.Restreams settings = policy.current(context.getBroadcastState(PolicyInForce.STATE))
                .document()
                .restreams();
        List<Sighting> before = seen.value();
        RestreamWatching.Result result = watching.see(before == null ? List.of() : before, sighting, settings);
        seen.update(result.seen());
        result.out().forEach(out::collect);
        if (before == null) {
            context.timerService().registerProcessingTimeTimer(nextLook(context, settings));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<StreamInput> out) throws Exception {
        PolicyDocument.Restreams settings = policy.current(context.getBroadcastState(PolicyInForce.STATE))
                .document()
                .restreams();
        List<Sighting> before = seen.value();
        long oldest = context.currentProcessingTime() - settings.windowSeconds() * 1000;
        if (before == null || before.stream().allMatch(sighting -> sighting.atMillis() < oldest)) {
            seen.clear();
        } else {
            context.timerService().registerProcessingTimeTimer(nextLook(context, settings));
        }
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<StreamInput> out) throws Exception {
        PolicyInForce.put(context.getBroadcastState(PolicyInForce.STATE), control);
    }

    /** On whole windows, so that timers coalesce. */
    private static long nextLook(ReadOnlyContext context, PolicyDocument.Restreams settings) {
        long window = settings.windowSeconds() * 1000;
        return (context.currentProcessingTime() / window + 2) * window;
    }
}
