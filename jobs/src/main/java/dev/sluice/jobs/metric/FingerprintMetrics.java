package dev.sluice.jobs.metric;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** What became of sampled frames, and how long decoding took. */
public final class FingerprintMetrics {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Counter fingerprinted;
    private final LabelledCounter decodeErrors;
    private final Histogram decodeMillis;

    public FingerprintMetrics(MetricGroup operator) {
        Metered metered = new Metered(operator);
        fingerprinted = metered.counter(JobMetric.FRAMES_FINGERPRINTED);
        decodeErrors = metered.labelled(JobMetric.DECODE_ERRORS);
        decodeMillis = metered.histogram(JobMetric.DECODE_MILLIS);
    }

    /** A frame was decoded, or not, within so many nanoseconds. */
    public void decoding(long nanos) {
        decodeMillis.update(nanos / NANOS_PER_MILLI);
    }

    public void fingerprinted() {
        fingerprinted.inc();
    }

    /** @param error the decoder's, one of a fixed set */
    public void undecodable(String error) {
        decodeErrors.inc(error);
    }
}
