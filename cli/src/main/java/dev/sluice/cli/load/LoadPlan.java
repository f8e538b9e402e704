package dev.sluice.cli.load;

import dev.sluice.cli.CommandException;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is published.
 *
 * @param run stands in every stream's id, so that runs over one Kafka do not meet
 * @param streams live at the same time, the planted ones included, 1..{@link #MOST_STREAMS}
 * @param framesPerSecond of each stream, more than 0, at most 30
 * @param seconds for which each is live, 1..3600
 * @param planted streams that show the known video, 0..{@code streams}
 * @param chatPerSecond messages over all streams, 0..100,000
 * @param rampSeconds over which they begin, one after another, 0..3600
 */
public record LoadPlan(
        String run,
        int streams,
        double framesPerSecond,
        int seconds,
        int planted,
        double chatPerSecond,
        int rampSeconds) {
    static final int MOST_STREAMS = 20_000;
    private static final double MOST_FRAMES_PER_SECOND = 30;
    private static final int LONGEST_SECONDS = 3600;
    private static final double MOST_CHAT = 100_000;

    /** Spreads the planted streams, which have the first numbers, over those that begin. A prime. */
    private static final long STRIDE = 7919;

    /** All streams begin at once. */
    public LoadPlan(String run, int streams, double framesPerSecond, int seconds, int planted, double chatPerSecond) {
        this(run, streams, framesPerSecond, seconds, planted, chatPerSecond, 0);
    }

    /** Says what of it cannot be done. */
    public void require() throws CommandException {
        require("--streams", streams, 1, MOST_STREAMS);
        require("--seconds", seconds, 1, LONGEST_SECONDS);
        require("--ramp", rampSeconds, 0, LONGEST_SECONDS);
        require("--planted", planted, 0, streams);
        if (!(framesPerSecond > 0 && framesPerSecond <= MOST_FRAMES_PER_SECOND)) {
            throw new CommandException("--fps must be more than 0 and at most 30, not " + framesPerSecond);
        }
        if (!(chatPerSecond >= 0 && chatPerSecond <= MOST_CHAT)) {
            throw new CommandException("--chat must be 0..100000, not " + chatPerSecond);
        }
    }

    private static void require(String option, int value, int least, int most) throws CommandException {
        if (value < least || value > most) {
            throw new CommandException(option + " must be " + least + ".." + most + ", not " + value);
        }
    }

    /** The id of a stream; the first {@link #planted} show the known video. */
    String streamId(int stream) {
        return isPlanted(stream)
                ? String.format(Locale.ROOT, "load-%s-planted-%04d", run, stream + 1)
                : String.format(Locale.ROOT, "load-%s-%04d", run, stream + 1);
    }

    boolean isPlanted(int stream) {
        return stream < planted;
    }

    Stream<String> streamIds() {
        return IntStream.range(0, streams).mapToObj(this::streamId);
    }

    Stream<String> plantedIds() {
        return IntStream.range(0, planted).mapToObj(this::streamId);
    }

    /** Frames of one stream. */
    int framesPerStream() {
        return (int) Math.ceil(seconds * framesPerSecond);
    }

    /** From the first stream's begin to the last one's end. */
    int lastsSeconds() {
        return seconds + rampSeconds;
    }

    /** How many intervals between frames it lasts. */
    int intervals() {
        return framesPerStream() + (int) Math.ceil(rampSeconds * framesPerSecond);
    }

    /** Which frame of a stream is due in an interval; outside of 0..{@link #framesPerStream} - 1 there is none. */
    int frameIn(int interval, int stream) {
        long place = stream * STRIDE % streams;
        return interval - (int) (rampSeconds * framesPerSecond * place / streams);
    }

    /** When a stream's frame of an interval is due, in nanoseconds after the start; streams are spread evenly over it. */
    long dueNanos(int stream, int interval) {
        return Math.round((interval + (double) stream / streams) / framesPerSecond * 1e9);
    }

    /** Media time of a stream's frame. */
    long ptsMillis(int frame) {
        return Math.round(frame * 1000 / framesPerSecond);
    }
}
