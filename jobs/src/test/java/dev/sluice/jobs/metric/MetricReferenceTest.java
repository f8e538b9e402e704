package dev.sluice.jobs.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.GeneratedPart;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists the metrics that the code has. */
class MetricReferenceTest {
    @Test
    void theDocumentListsEveryMetric() throws IOException {
        String rows = Arrays.stream(JobMetric.values())
                .map(metric -> "| " + metric.operator() + " | `" + metric.metricName() + "` | "
                        + metric.kind().name().toLowerCase(Locale.ROOT) + " | " + metric.unit() + " | "
                        + metric.label().map(label -> "`" + label + "`").orElse("") + " | " + metric.description()
                        + " |\n")
                .collect(Collectors.joining());
        new GeneratedPart("metrics.md", "metrics")
                .holds("| operator | name | kind | unit | label | what |\n|---|---|---|---|---|---|\n" + rows);
    }

    @Test
    void prometheusSeesTheLabelsKeyInTheName() {
        assertThat(JobMetric.FRAMES_SEEN.prometheusName())
                .isEqualTo("flink_taskmanager_job_task_operator_sluice_framesSeen");
        assertThat(JobMetric.DEAD_LETTERS.prometheusName())
                .isEqualTo("flink_taskmanager_job_task_operator_sluice_reason_deadLetters");
    }
}
