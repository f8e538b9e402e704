package dev.sluice.jobs.metric;

import org.apache.flink.metrics.MetricGroup;

/** Counts an operator's dead letters. */
public final class DeadLetterMetrics {
    private final LabelledCounter deadLetters;

    public DeadLetterMetrics(MetricGroup operator) {
        deadLetters = new Metered(operator).labelled(JobMetric.DEAD_LETTERS);
    }

    /** @param error the dead letter's, one of a fixed set */
    public void refused(String error) {
        deadLetters.inc(error);
    }
}
