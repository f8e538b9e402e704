package dev.sluice.cli.load;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.flink.JobRest;
import java.io.IOException;

/** Follows what the job counts during a run, and what that costs. */
final class JobWatch {
    private final JobRest job;
    private final ProcessorClock clock;
    private final String clockOf;
    private final int seconds;
    /** What was counted before the run, and by tasks of it that were restarted since. */
    private JobRest.Frames before = JobRest.Frames.NONE;

    private JobRest.Frames raw = JobRest.Frames.NONE;
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
        raw = job.frames();
        before = JobRest.Frames.NONE.minus(raw);
        restartsBefore = job.restarts();
        startNanos = System.nanoTime();
        startCpuNanos = clock.nanos();
    }

    /**
     * What is counted now.
     *
     * @param published frames of the run so far
     */
    JobRest.Frames look(long published) throws CommandException, InterruptedException, IOException {
        if (job.hasEnded()) {
            throw new CommandException("the screening job ended");
        }
        JobRest.Frames now = job.frames();
        if (now.seen() < raw.seen()) {
            // Tasks that are started anew count from nothing.
            before = before.plus(raw);
        }
        raw = now;
        JobRest.Frames counts = before.plus(raw);
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

    void streamsOver(long published) throws CommandException, InterruptedException, IOException {
        JobRest.Frames counts = look(published);
        long now = System.nanoTime();
        endLag = lag;
        sampledPerSecond = (counts.sampled() - thirdSampled) * 1e9 / Math.max(1, now - thirdNanos);
        cpuMillisPerFrame =
                counts.sampled() == 0 ? Double.NaN : (clock.nanos() - startCpuNanos) / 1e6 / counts.sampled();
    }

    LoadReport.Job figures(long published, long starved) throws CommandException, InterruptedException, IOException {
        JobRest.Frames counts = look(published);
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
