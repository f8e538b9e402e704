package dev.sluice.cli.load;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.flink.JobRest;
import dev.sluice.jobs.metric.JobMetric;
import dev.sluice.jobs.screening.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Follows what the job counts during a run, and what that costs. */
final class JobWatch {
    private static final String SEEN = JobMetric.FRAMES_SEEN.metricName();
    private static final String SAMPLED = JobMetric.FRAMES_SAMPLED.metricName();
    private static final String SHED = JobMetric.FRAMES_SHED.metricName();

    private final JobRest job;
    private final ProcessorClock clock;
    private final String clockOf;
    private final int seconds;
    /** What was counted before the run, and by tasks of it that were restarted since. */
    private Counts before = Counts.NONE;

    private Counts raw = Counts.NONE;
    private long restartsBefore;
    private long startNanos;
    private long startCpuNanos;
    private long thirdNanos;
    private long thirdSampled = -1;
    private long publishedBefore;
    private long lag;
    private long worstLag;
    private long endLag;
    private double sampledPerSecond;
    private double cpuMillisPerFrame;

    /** Frames since the run began. */
    record Counts(long seen, long sampled, long shed) {
        private static final Counts NONE = new Counts(0, 0, 0);

        private Counts plus(Counts more) {
            return new Counts(seen + more.seen, sampled + more.sampled, shed + more.shed);
        }

        private Counts minus(Counts less) {
            return new Counts(seen - less.seen, sampled - less.sampled, shed - less.shed);
        }
    }

    /** Processor time so far of what is measured, nanoseconds. */
    interface ProcessorClock {
        long nanos() throws InterruptedException, IOException;
    }

    /**
     * @param clock of everything that works for the job
     * @param clockOf what that is, for a person
     * @param seconds that the streams are live
     */
    JobWatch(JobRest job, ProcessorClock clock, String clockOf, int seconds) {
        this.job = job;
        this.clock = clock;
        this.clockOf = clockOf;
        this.seconds = seconds;
    }

    void start() throws InterruptedException, IOException {
        raw = counts();
        before = Counts.NONE.minus(raw);
        restartsBefore = job.restarts();
        startNanos = System.nanoTime();
        startCpuNanos = clock.nanos();
    }

    /**
     * What is counted now.
     *
     * @param published frames of the run so far
     */
    Counts look(long published) throws CommandException, InterruptedException, IOException {
        if (job.hasEnded()) {
            throw new CommandException("the screening job ended");
        }
        Counts now = counts();
        if (now.seen() < raw.seen()) {
            // Tasks that are started anew count from nothing.
            before = before.plus(raw);
        }
        raw = now;
        Counts counts = before.plus(raw);
        // Flink answers with what it fetched after the question before.
        lag = Math.max(0, publishedBefore - counts.seen());
        publishedBefore = published;
        worstLag = Math.max(worstLag, lag);
        long at = System.nanoTime();
        if (thirdSampled < 0 && at - startNanos > seconds * 1e9 / 3) {
            thirdNanos = at;
            thirdSampled = counts.sampled();
        }
        return counts;
    }

    private Counts counts() throws InterruptedException, IOException {
        Map<String, Long> counts = job.counters(Stage.SAMPLE_FRAMES, List.of(SEEN, SAMPLED, SHED));
        return new Counts(counts.get(SEEN), counts.get(SAMPLED), counts.get(SHED));
    }

    void streamsOver(long published) throws CommandException, InterruptedException, IOException {
        Counts counts = look(published);
        long now = System.nanoTime();
        endLag = lag;
        sampledPerSecond = (counts.sampled() - thirdSampled) * 1e9 / Math.max(1, now - thirdNanos);
        cpuMillisPerFrame =
                counts.sampled() == 0 ? Double.NaN : (clock.nanos() - startCpuNanos) / 1e6 / counts.sampled();
    }

    LoadReport.Job figures(long published, long starved) throws CommandException, InterruptedException, IOException {
        Counts counts = look(published);
        return new LoadReport.Job(
                counts.seen(),
                counts.sampled(),
                counts.shed(),
                sampledPerSecond,
                cpuMillisPerFrame,
                clockOf,
                worstLag,
                endLag,
                counts.seen() >= published,
                starved,
                job.restarts() - restartsBefore);
    }
}
