package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.Origin;
import dev.sluice.jobs.metric.JobMetric;
import dev.sluice.jobs.metric.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleFramesTest {
    private static final String TWO_PER_SECOND = policy("two", 2);
    private static final String FIVE_PER_SECOND = policy("five", 5);

    private BroadcastOperatorTestHarness<FrameEvent, Control, SampledFrame> harness;
    private long pts;

    @BeforeEach
    void open() throws Exception {
        harness = open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void looksAtAsManyFramesPerSecondOfMediaTimeAsThePolicySays() throws Exception {
        publish("s", Duration.ofSeconds(10));

        assertThat(sampled("s")).hasSize(20);
        assertThat(sampled("s")).extracting(frame -> frame.frame().ptsMillis()).startsWith(0L, 500L, 1000L);
    }

    @Test
    void countsWhatItSawSoThatAFlagCanSayHowMuchWasLookedAt() throws Exception {
        publish("s", Duration.ofSeconds(1));

        assertThat(sampled("s").get(1).coverage()).isEqualTo(new Flag.Coverage(6, 2, 0));
    }

    @Test
    void aBroadcastPolicyChangesTheRateAtOnce() throws Exception {
        harness.processBroadcastElement(Control.ofPolicy(FIVE_PER_SECOND), 0);
        publish("s", Duration.ofSeconds(10));

        assertThat(sampled("s")).hasSize(50);
    }

    @Test
    void aDirectiveRaisesTheRateOfItsStreamAloneUntilItExpires() throws Exception {
        direct("risky", 10, Duration.ofSeconds(60));
        publish("risky", Duration.ofSeconds(10));
        publish("calm", Duration.ofSeconds(10));
        assertThat(sampled("risky")).hasSize(100);
        assertThat(sampled("calm")).hasSize(20);

        harness.setProcessingTime(Records.NOW.plusSeconds(60).toEpochMilli());
        publish("risky", Duration.ofSeconds(10));

        assertThat(sampled("risky")).hasSize(120);
    }

    @Test
    void aDirectiveLowersTheRateOfATrustedStreamButNotUnderTheFloor() throws Exception {
        direct("trusted", 1, Duration.ofSeconds(60));
        publish("trusted", Duration.ofSeconds(10));
        direct("wrong", 0.001, Duration.ofSeconds(60));
        publish("wrong", Duration.ofSeconds(20));

        assertThat(sampled("trusted")).hasSizeBetween(10, 12);
        assertThat(sampled("wrong")).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void expiredDirectivesAreForgotten() throws Exception {
        direct("late", 10, Duration.ZERO);
        direct("first", 10, Duration.ofSeconds(5));
        harness.setProcessingTime(Records.NOW.plusSeconds(10).toEpochMilli());
        direct("second", 10, Duration.ofSeconds(5));

        assertThat(harness.getBroadcastState(SampleFrames.DIRECTIVES).immutableEntries())
                .extracting(entry -> entry.getKey())
                .containsExactly("second");
    }

    @Test
    void expiredDirectivesAreSweptNowAndThenAndNotForEachNewOne() throws Exception {
        direct("first", 10, Duration.ofSeconds(1));
        harness.setProcessingTime(Records.NOW.toEpochMilli() + SampleFrames.SWEEP_INTERVAL_MILLIS - 1);
        direct("second", 10, Duration.ofSeconds(5));
        assertThat(harness.getBroadcastState(SampleFrames.DIRECTIVES).contains("first"))
                .isTrue();

        harness.setProcessingTime(Records.NOW.toEpochMilli() + SampleFrames.SWEEP_INTERVAL_MILLIS);
        direct("third", 10, Duration.ofSeconds(5));

        assertThat(harness.getBroadcastState(SampleFrames.DIRECTIVES).contains("first"))
                .isFalse();
    }

    @Test
    void whenTheSourceLagsAStreamFallsToTheFloorAndWhatIsShedIsCounted() throws Exception {
        publish("s", Duration.ofSeconds(20), Duration.ofSeconds(3));

        List<SampledFrame> sampled = sampled("s");
        List<Long> times =
                sampled.stream().map(frame -> frame.frame().ptsMillis()).toList();
        assertThat(times.get(0)).isZero();
        assertThat(times.get(1)).as("a first interval of its own").isLessThanOrEqualTo(1800);
        for (int i = 2; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1))
                    .as("one frame in two seconds")
                    .isEqualTo(1800);
        }
        Flag.Coverage last = sampled.get(sampled.size() - 1).coverage();
        assertThat(last.framesShed()).isPositive();
        assertThat(last.framesSeen()).isGreaterThan(last.framesSampled() + last.framesShed());
    }

    @Test
    void whatIsSeenSampledAndShedIsCountedOverAllStreams() throws Exception {
        publish("s", Duration.ofSeconds(20), Duration.ofSeconds(3));
        publish("t", Duration.ofSeconds(20), Duration.ofSeconds(3));

        Flag.Coverage last = sampled("t").get(sampled("t").size() - 1).coverage();
        Measured measured = Measured.by(harness);
        assertThat(measured.counter(JobMetric.FRAMES_SEEN)).isEqualTo(2 * 20 * 10);
        assertThat(measured.counter(JobMetric.FRAMES_SAMPLED))
                .isEqualTo(sampled("s").size() + sampled("t").size());
        assertThat(measured.counter(JobMetric.FRAMES_SHED)).isGreaterThanOrEqualTo(2 * last.framesShed());
    }

    @Test
    void aStreamWithADirectiveIsNeverShed() throws Exception {
        direct("risky", 5, Duration.ofSeconds(60));
        publish("risky", Duration.ofSeconds(10), Duration.ofSeconds(30));

        assertThat(sampled("risky"))
                .hasSize(50)
                .allSatisfy(frame -> assertThat(frame.coverage().framesShed()).isZero());
    }

    @Test
    void anAbsurdMediaTimeDoesNotSilenceItsStream() throws Exception {
        pts = Long.MIN_VALUE;
        publish("s", Duration.ofMillis(100));
        pts = 0;
        publish("s", Duration.ofSeconds(10));

        assertThat(sampled("s")).hasSize(21);
    }

    @Test
    void afterARestoreThePolicyAndTheDirectivesBeforeItHold() throws Exception {
        harness.processBroadcastElement(Control.ofPolicy(FIVE_PER_SECOND), 0);
        direct("risky", 10, Duration.ofSeconds(60));
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();

        harness = open(saved);
        publish("calm", Duration.ofSeconds(10));
        publish("risky", Duration.ofSeconds(10));

        assertThat(sampled("calm")).hasSize(50);
        assertThat(sampled("risky")).hasSize(100);
    }

    private static BroadcastOperatorTestHarness<FrameEvent, Control, SampledFrame> open(OperatorSubtaskState saved)
            throws Exception {
        BroadcastOperatorTestHarness<FrameEvent, Control, SampledFrame> harness = new BroadcastOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(
                        new SampleFrames(TWO_PER_SECOND), List.of(PolicyInForce.STATE, SampleFrames.DIRECTIVES)),
                1,
                1,
                0);
        harness.setup();
        if (saved != null) {
            harness.initializeState(saved);
        }
        harness.open();
        harness.setProcessingTime(Records.NOW.toEpochMilli());
        return harness;
    }

    private void publish(String streamId, Duration length) throws Exception {
        publish(streamId, length, Duration.ZERO);
    }

    /** Ten frames a second; media time goes on where the last call ended. */
    private void publish(String streamId, Duration length, Duration lag) throws Exception {
        long appended = harness.getProcessingTime() - lag.toMillis();
        long end = pts + length.toMillis();
        for (; pts < end; pts += 100) {
            harness.processElement(
                    new FrameEvent(
                            streamId + pts,
                            streamId,
                            "acc",
                            pts / 100,
                            pts,
                            "image/jpeg",
                            new byte[] {1},
                            new Origin("sluice.frames", 0, pts, appended)),
                    0);
        }
    }

    private void direct(String streamId, double framesPerSecond, Duration howLong) throws Exception {
        Directive directive = new Directive(
                streamId,
                framesPerSecond,
                Instant.ofEpochMilli(harness.getProcessingTime()).plus(howLong),
                "match",
                Map.of());
        harness.processBroadcastElement(Control.of(directive), 0);
    }

    private List<SampledFrame> sampled(String streamId) {
        return harness.extractOutputValues().stream()
                .filter(frame -> frame.frame().streamId().equals(streamId))
                .toList();
    }

    private static String policy(String version, double framesPerSecond) {
        return """
                version: %s
                sampling:
                  frames_per_second: %s
                  risky_frames_per_second: 20
                  risky_seconds: 60
                  floor_frames_per_second: 0.5
                  shed_after_seconds: 2
                """.formatted(version, framesPerSecond);
    }
}
