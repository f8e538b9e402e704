package dev.sluice.jobs.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** What an operator under test has reported. Harnesses have no reporter, so this looks into Flink's groups. */
public final class Measured {
    private final MetricGroup operator;

    Measured(MetricGroup operator) {
        this.operator = operator;
    }

    public static Measured by(AbstractStreamOperatorTestHarness<?> harness) {
        return new Measured(harness.getOperator().getMetricGroup());
    }

    public long counter(JobMetric metric) {
        return ((Counter) metric(operator.addGroup(JobMetric.GROUP), metric)).getCount();
    }

    /** Of one value of the metric's label. */
    public long counter(JobMetric metric, String value) {
        return ((Counter) metric(labelGroup(metric).addGroup(value), metric)).getCount();
    }

    /** The values of the metric's label so far. */
    public Set<String> labels(JobMetric metric) {
        MetricGroup label = labelGroup(metric);
        return groups(label).keySet().stream()
                .filter(value -> metrics(label.addGroup(value)).containsKey(metric.metricName()))
                .collect(Collectors.toSet());
    }

    public Number gauge(JobMetric metric) {
        return (Number) ((Gauge<?>) metric(operator.addGroup(JobMetric.GROUP), metric)).getValue();
    }

    public Histogram histogram(JobMetric metric) {
        return (Histogram) metric(operator.addGroup(JobMetric.GROUP), metric);
    }

    private MetricGroup labelGroup(JobMetric metric) {
        return operator.addGroup(JobMetric.GROUP).addGroup(metric.label().orElseThrow());
    }

    private static Metric metric(MetricGroup group, JobMetric metric) {
        assertThat(metrics(group)).as("reported").containsKey(metric.metricName());
        return metrics(group).get(metric.metricName());
    }

    private static Map<String, Metric> metrics(MetricGroup group) {
        return field(group, "metrics");
    }

    private static Map<String, Object> groups(MetricGroup group) {
        return field(group, "groups");
    }

    @SuppressWarnings("unchecked") // as Flink declares them
    private static <T> Map<String, T> field(MetricGroup group, String name) {
        try {
            Field field = AbstractMetricGroup.class.getDeclaredField(name);
            field.setAccessible(true);
            return (Map<String, T>) field.get(group);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Flink's metric groups are made differently", e);
        }
    }
}
