package dev.sluice.jobs.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.FrameSampler;
import dev.sluice.screening.KillBudget;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final long START = 1_000_000;
    private static final PolicyDocument.Sampling SAMPLING = PolicyDocument.Sampling.DEFAULT;

    private final MetricGroup group = UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup();
    private final Measured measured = new Measured(group);
    private final AtomicLong clock = new AtomicLong(START);

    @Test
    void theLagIsThatOfTheLatestFrameUntilTheSourceIsIdle() {
        SamplingMetrics metrics = new SamplingMetrics(group, new FrameSampler(), clock::get);
        assertThat(measured.gauge(JobMetric.SOURCE_LAG)).isEqualTo(0L);

        metrics.seen(1_500, START, SAMPLING);
        metrics.done();
        clock.addAndGet(10_000);
        assertThat(measured.gauge(JobMetric.SOURCE_LAG)).isEqualTo(1_500L);

        clock.incrementAndGet();
        assertThat(measured.gauge(JobMetric.SOURCE_LAG))
                .as("ten seconds without a frame")
                .isEqualTo(0L);
    }

    @Test
    void whileTheOperatorsBehindHoldAFrameTheLagGrows() {
        SamplingMetrics metrics = new SamplingMetrics(group, new FrameSampler(), clock::get);
        metrics.seen(1_500, START, SAMPLING);
        clock.addAndGet(6_000);

        assertThat(measured.gauge(JobMetric.SOURCE_LAG)).isEqualTo(7_500L);
        assertThat(measured.gauge(JobMetric.SHED_LEVEL).doubleValue())
                .isEqualTo(1 - SAMPLING.floorFramesPerSecond() / SAMPLING.framesPerSecond());
    }

    @Test
    void withoutLagNothingIsShed() {
        SamplingMetrics metrics = new SamplingMetrics(group, new FrameSampler(), clock::get);
        metrics.seen(0, START, SAMPLING);
        metrics.done();

        assertThat(measured.gauge(JobMetric.SHED_LEVEL)).isEqualTo(0.0);
    }

    @Test
    void whatIsLeftOfTheKillBudgetsReturnsWithTime() {
        PolicyDocument.Kills settings = new PolicyDocument.Kills(
                PolicyDocument.Kills.ENFORCE, 300, 2, 3, 20, 1, PolicyDocument.Kills.REVIEW, 10, 3);
        KillMetrics metrics = new KillMetrics(group, clock::get, PolicyDocument.Kills.DEFAULT, () -> 3);
        metrics.obey(settings);
        assertLeft(2, 3, 0);

        metrics.spent(new KillBudget(
                List.of(new KillBudget.Issued("a", START), new KillBudget.Issued("b", START + 1)), false));
        assertLeft(0, 1, 1);

        clock.addAndGet(60_000);
        assertLeft(1, 1, 0);

        clock.addAndGet(3_600_000);
        assertLeft(2, 3, 0);
    }

    @Test
    void aLabelHasABoundedNumberOfValues() {
        DeadLetterMetrics metrics = new DeadLetterMetrics(group);
        for (int i = 0; i < LabelledCounter.MOST_VALUES + 50; i++) {
            metrics.refused("E" + i);
        }
        metrics.refused("E0");

        assertThat(measured.labels(JobMetric.DEAD_LETTERS)).hasSize(LabelledCounter.MOST_VALUES + 1);
        assertThat(measured.counter(JobMetric.DEAD_LETTERS, LabelledCounter.OTHER))
                .isEqualTo(50);
        assertThat(measured.counter(JobMetric.DEAD_LETTERS, "E0")).isEqualTo(2);
    }

    @Test
    void thePolicysVersionIsANumberThatTellsVersionsApart() {
        ScreeningMetrics metrics = new ScreeningMetrics(group);
        String[] version = {"spring"};
        metrics.showPolicy(() -> version[0]);
        Number spring = measured.gauge(JobMetric.POLICY_VERSION);
        version[0] = "autumn";

        assertThat(measured.gauge(JobMetric.POLICY_VERSION)).isNotEqualTo(spring);
        assertThat(spring).as("the CRC-32 of its text").isEqualTo(1_799_230_569L);
    }

    private void assertLeft(int minute, int hour, int breaker) {
        assertThat(measured.gauge(JobMetric.KILL_BUDGET_MINUTE)).isEqualTo(minute);
        assertThat(measured.gauge(JobMetric.KILL_BUDGET_HOUR)).isEqualTo(hour);
        assertThat(measured.gauge(JobMetric.KILL_BREAKER)).isEqualTo(breaker);
    }
}
