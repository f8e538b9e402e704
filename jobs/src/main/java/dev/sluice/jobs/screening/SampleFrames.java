package dev.sluice.jobs.screening;

import dev.sluice.event.Directive;
import dev.sluice.event.FrameEvent;
import dev.sluice.jobs.metric.SamplingMetrics;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.FrameSampler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes on the frames to look at. Kafka keeps a stream's frames in one partition, so one task sees them all and no
 * shuffle is needed before it.
 */
final class SampleFrames extends BroadcastProcessFunction<FrameEvent, Control, SampledFrame> {
    static final MapStateDescriptor<String, Directive> DIRECTIVES =
            new MapStateDescriptor<>("directives", Types.STRING, TypeInformation.of(Directive.class));

    /** A sweep looks at every directive, so that one for each directive would cost the square of their number. */
    static final long SWEEP_INTERVAL_MILLIS = 10_000;

    private final String submittedPolicy;
    private transient PolicyInForce policy;
    private transient FrameSampler sampler;
    private transient long nextSweepMillis;
    private transient SamplingMetrics metrics;

    SampleFrames(String submittedPolicy) {
        this.submittedPolicy = submittedPolicy;
    }

    @Override
    public void open(OpenContext context) {
        policy = new PolicyInForce(submittedPolicy);
        sampler = new FrameSampler();
        metrics = new SamplingMetrics(getRuntimeContext().getMetricGroup(), sampler, System::currentTimeMillis);
    }

    @Override
    public void processElement(FrameEvent frame, ReadOnlyContext context, Collector<SampledFrame> out)
            throws Exception {
        long now = context.currentProcessingTime();
        PolicyDocument.Sampling sampling = policy.current(context.getBroadcastState(PolicyInForce.STATE))
                .document()
                .sampling();
        Directive directive = context.getBroadcastState(DIRECTIVES).get(frame.streamId());
        double directed = inForce(directive, now) ? directive.framesPerSecond() : 0;
        FrameSampler.Choice choice =
                sampler.choose(frame.streamId(), frame.ptsMillis(), directed, frame.origin(), now, sampling);
        metrics.seen(sampler.lagMillis(now), now, sampling);
        metrics.chosen(choice);
        if (choice == FrameSampler.Choice.TAKE) {
            out.collect(new SampledFrame(frame, sampler.coverage(frame.streamId())));
        }
        metrics.done();
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<SampledFrame> out)
            throws Exception {
        if (control.directive() == null) {
            PolicyInForce.put(context.getBroadcastState(PolicyInForce.STATE), control);
            return;
        }
        BroadcastState<String, Directive> directives = context.getBroadcastState(DIRECTIVES);
        long now = context.currentProcessingTime();
        if (now >= nextSweepMillis) {
            nextSweepMillis = now + SWEEP_INTERVAL_MILLIS;
            forgetExpired(directives, now);
        }
        if (inForce(control.directive(), now)) {
            directives.put(control.directive().streamId(), control.directive());
        }
    }

    private static boolean inForce(Directive directive, long nowMillis) {
        return directive != null && Instant.ofEpochMilli(nowMillis).isBefore(directive.until());
    }

    private static void forgetExpired(BroadcastState<String, Directive> directives, long nowMillis) throws Exception {
        List<String> expired = new ArrayList<>();
        for (Map.Entry<String, Directive> entry : directives.entries()) {
            if (!inForce(entry.getValue(), nowMillis)) {
                expired.add(entry.getKey());
            }
        }
        for (String streamId : expired) {
            directives.remove(streamId);
        }
    }
}
