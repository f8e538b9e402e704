package dev.sluice.jobs.metric;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** One operator's share of {@link JobMetric}. */
final class Metered {
    /** Chosen: 8 KB a task, and a p99 that rests on ten values. */
    static final int HISTOGRAM_WINDOW = 1000;

    private final MetricGroup group;

    Metered(MetricGroup operator) {
        this.group = operator.addGroup(JobMetric.GROUP);
    }

    Counter counter(JobMetric metric) {
        return group.counter(metric.metricName());
    }

    LabelledCounter labelled(JobMetric metric) {
        String key = metric.label().orElseThrow();
        return new LabelledCounter(value -> group.addGroup(key, value).counter(metric.metricName()));
    }

    <T extends Number> void gauge(JobMetric metric, Gauge<T> gauge) {
        group.gauge(metric.metricName(), gauge);
    }

    Histogram histogram(JobMetric metric) {
        return group.histogram(metric.metricName(), new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    }
}
