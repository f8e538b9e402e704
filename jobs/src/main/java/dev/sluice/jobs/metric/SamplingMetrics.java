package dev.sluice.jobs.metric;

import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.FrameSampler;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What is seen, sampled and shed, and how far the source lags. Written by the task, read by reporters. */
public final class SamplingMetrics {
    /** A source without frames for so long does not lag. */
    private static final long IDLE_MILLIS = 10_000;

    private final LongSupplier clock;
    private final Counter seen;
    private final Counter sampled;
    private final Counter shed;
    private volatile Latest latest = new Latest(0, 0, false, PolicyDocument.Sampling.DEFAULT);

    /**
     * The latest frame.
     *
     * @param lagMillis how far behind the task was then
     * @param reachedAtMillis when it reached the sampler
     * @param inHand whether the operators behind have not taken it over yet
     */
    private record Latest(long lagMillis, long reachedAtMillis, boolean inHand, PolicyDocument.Sampling sampling) {}

    /**
     * @param sampler that chooses
     * @param clock epoch milliseconds
     */
    public SamplingMetrics(MetricGroup operator, FrameSampler sampler, LongSupplier clock) {
        this.clock = clock;
        Metered metered = new Metered(operator);
        seen = metered.counter(JobMetric.FRAMES_SEEN);
        sampled = metered.counter(JobMetric.FRAMES_SAMPLED);
        shed = metered.counter(JobMetric.FRAMES_SHED);
        metered.gauge(JobMetric.SOURCE_LAG, this::lagMillis);
        metered.gauge(JobMetric.SHED_LEVEL, () -> sampler.shedShare(lagMillis(), latest.sampling()));
    }

    /**
     * A frame reached the sampler.
     *
     * @param lagMillis how long ago the broker took in what the task has now, in the partition that lags most
     */
    public void seen(long lagMillis, long nowMillis, PolicyDocument.Sampling sampling) {
        seen.inc();
        latest = new Latest(lagMillis, nowMillis, true, sampling);
    }

    /** What became of it. */
    public void chosen(FrameSampler.Choice choice) {
        switch (choice) {
            case TAKE -> sampled.inc();
            case SHED -> shed.inc();
            case SKIP -> {}
        }
    }

    /** The operators behind have taken it over. */
    public void done() {
        Latest frame = latest;
        latest = new Latest(frame.lagMillis(), frame.reachedAtMillis(), false, frame.sampling());
    }

    private long lagMillis() {
        Latest frame = latest;
        long now = clock.getAsLong();
        if (frame.inHand()) {
            return Math.max(0, frame.lagMillis() + now - frame.reachedAtMillis());
        }
        boolean idle = now - frame.reachedAtMillis() > IDLE_MILLIS;
        return idle ? 0 : frame.lagMillis();
    }
}
