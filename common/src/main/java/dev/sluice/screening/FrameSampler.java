package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.Origin;
import dev.sluice.policy.PolicyDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chooses the frames to look at, by media time: per stream so many per second as the policy or a directive says. When
 * the source lags, streams without a directive to look closer fall to the floor, the more the longer it lags, in all partitions
 * alike: frames of risky streams in one must not wait for others' in another. A backlog, such as after an outage, is looked at as
 * closely as it can be caught up with. And no stream costs more frames of wall time than the policy's burst, whatever its media
 * times say. What is left out for these reasons is counted as shed.
 *
 * <p>Soft state, bounded: after a restart or for the stream least recently seen it begins anew, which costs one
 * more frame and the counts. Not thread-safe.
 */
public final class FrameSampler {
    private static final int MOST_STREAMS = 100_000;
    /** A publisher that was cut off for so long may catch up without loss. */
    private static final double BURST_SECONDS = 30;

    /** Times {@code shed_after_seconds}: more lag than overload leads to while it is shed. Chosen. */
    private static final double BACKLOG = 10;
    /** Times {@code shed_after_seconds}: in about so long a backlog is caught up with, however long it is. Chosen. */
    private static final double CAUGHT_UP_IN = 15;
    /** A job that is this little faster than what comes in, in seconds a second, has nothing to spare for a backlog. */
    private static final double SPARE = 1.1;

    /** Partitions lag differently: a backlog is over when none of them was seen to have one for so long. */
    private static final long BACKLOG_OVER_MILLIS = 10_000;

    /** Of the last backlog; its speed is read by any thread. */
    private volatile CatchUp catchUp = new CatchUp(0);

    private long backlogSeenMillis = Long.MIN_VALUE / 2;
    private final SourceLag lag = new SourceLag();
    private final SheddingPressure pressure = new SheddingPressure();

    private final Map<String, Stream> streams = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Stream> eldest) {
            return size() > MOST_STREAMS;
        }
    };

    /** Whether to look at a frame. */
    public enum Choice {
        TAKE,
        /** Another frame of the same moment was or will be taken. */
        SKIP,
        /** Left out because the source lags, or the stream floods. */
        SHED
    }

    /**
     * Decides on one frame of a stream.
     *
     * @param directedFramesPerSecond the rate of the directive in force for the stream, 0 if none
     * @param origin where the frame lay, and when the broker took it in
     */
    public Choice choose(
            String streamId,
            long ptsMillis,
            double directedFramesPerSecond,
            Origin origin,
            long nowMillis,
            PolicyDocument.Sampling sampling) {
        long appendedAtMillis = origin.appendedAtMillis();
        long ownLagMillis = nowMillis - appendedAtMillis;
        boolean backlog = isBacklog(ownLagMillis, sampling);
        lag.note(origin.partition(), ownLagMillis, nowMillis);
        // What waits in another partition since an outage is worked off beside what is live in this one.
        long liveLagMillis = lag.longestMillis(backlogMillis(sampling), nowMillis);
        pressure.note(relative(liveLagMillis, sampling), nowMillis);
        long lagMillis = Math.max(ownLagMillis, liveLagMillis);
        if (backlog && nowMillis - backlogSeenMillis > BACKLOG_OVER_MILLIS) {
            catchUp = new CatchUp(nowMillis);
        }
        Choice choice = chosen(streamId, ptsMillis, directedFramesPerSecond, appendedAtMillis, lagMillis, sampling);
        if (backlog) {
            backlogSeenMillis = nowMillis;
            catchUp.note(origin.partition(), appendedAtMillis, choice, nowMillis);
        }
        return choice;
    }

    private Choice chosen(
            String streamId,
            long ptsMillis,
            double directedFramesPerSecond,
            long appendedAtMillis,
            long lagMillis,
            PolicyDocument.Sampling sampling) {
        Stream stream = streams.computeIfAbsent(streamId, id -> new Stream(phase(id)));
        stream.seen++;
        double wanted = directedFramesPerSecond > 0
                ? Math.max(directedFramesPerSecond, sampling.floorFramesPerSecond())
                : sampling.framesPerSecond();
        boolean risky = directedFramesPerSecond > sampling.framesPerSecond();
        double affordable = risky ? wanted : affordable(wanted, lagMillis, sampling);
        boolean floods = !stream.affords(appendedAtMillis, sampling.burstFramesPerSecond());
        double part = affordable < wanted ? stream.partOfFirstInterval() : 1;
        if (!floods && stream.due(stream.lastTaken, ptsMillis, affordable / part)) {
            stream.take(ptsMillis, part);
            return Choice.TAKE;
        }
        // Of many frames of one moment one is shed and the others were never wanted.
        if (stream.due(stream.lastWanted, ptsMillis, wanted)) {
            stream.shed(ptsMillis);
            return Choice.SHED;
        }
        return Choice.SKIP;
    }

    /**
     * How much is being shed: the share of its usual frames that a stream without a directive loses, 0..1. May be called from any
     * thread.
     *
     * @param lagMillis how long ago the broker took in the frames that are chosen from now
     */
    public double shedShare(long lagMillis, PolicyDocument.Sampling sampling) {
        return 1 - affordable(sampling.framesPerSecond(), lagMillis, sampling) / sampling.framesPerSecond();
    }

    /** How far behind the task is in the partition that lags most, backlogs included, in milliseconds. */
    public long lagMillis(long nowMillis) {
        return lag.longestMillis(Long.MAX_VALUE, nowMillis);
    }

    /** A lag in units of {@code shed_after_seconds}. */
    private static double relative(long lagMillis, PolicyDocument.Sampling sampling) {
        return lagMillis / (sampling.shedAfterSeconds() * 1000);
    }

    private static boolean isBacklog(long lagMillis, PolicyDocument.Sampling sampling) {
        return lagMillis > backlogMillis(sampling);
    }

    private static long backlogMillis(PolicyDocument.Sampling sampling) {
        return (long) (BACKLOG * sampling.shedAfterSeconds() * 1000);
    }

    private double affordable(double wanted, long lagMillis, PolicyDocument.Sampling sampling) {
        double live = affordableLive(wanted, lagMillis, sampling);
        double speed = catchUp.speed();
        if (!isBacklog(lagMillis, sampling) || speed < SPARE) {
            return live;
        }
        double needed = 1 + relative(lagMillis, sampling) / CAUGHT_UP_IN;
        return Math.max(live, wanted * Math.min(1, speed / needed));
    }

    /** From the wanted rate down to the floor: by an equal factor for each step of pressure. */
    private double affordableLive(double wanted, long lagMillis, PolicyDocument.Sampling sampling) {
        double floor = sampling.floorFramesPerSecond();
        if (floor >= wanted) {
            return wanted;
        }
        return wanted * Math.pow(floor / wanted, pressure.at(relative(lagMillis, sampling)));
    }

    /** A number of a stream's own, above 0 and up to 1, the same in every process. */
    private static double phase(String streamId) {
        // Spread: hashes of names that are counted up lie close together.
        int spread = streamId.hashCode() * 0x9E3779B9;
        return ((spread >>> 8) + 1) / (double) (1 << 24);
    }

    /** What was seen, sampled and shed of a stream so far. */
    public Flag.Coverage coverage(String streamId) {
        Stream stream = streams.get(streamId);
        return stream == null
                ? new Flag.Coverage(0, 0, 0)
                : new Flag.Coverage(stream.seen, stream.sampled, stream.shed);
    }

    private static final class Stream {
        private final double phase;
        private boolean phased;
        private long seen;
        private long sampled;
        private long shed;
        private long lastTaken;
        private long lastWanted;
        private double tokens;
        private long filledMillis;

        Stream(double phase) {
            this.phase = phase;
        }

        /**
         * How much of its first interval a stream waits when frames are shed, and only then: many streams that began together,
         * as after an outage, would else all be due together again and again.
         */
        double partOfFirstInterval() {
            return phased || sampled == 0 ? 1 : phase;
        }

        /** A token bucket by the broker's clock: media time is only the publisher's word. */
        boolean affords(long appendedAtMillis, double framesPerSecond) {
            double most = framesPerSecond * BURST_SECONDS;
            double earned = Math.max(0, appendedAtMillis - filledMillis) * framesPerSecond / 1000;
            tokens = filledMillis == 0 ? most : Math.min(most, tokens + earned);
            filledMillis = Math.max(filledMillis, appendedAtMillis);
            return tokens >= 1;
        }

        /** A frame whose time lies before the last one is due: the publisher restarted its clock. */
        boolean due(long lastMillis, long ptsMillis, double framesPerSecond) {
            long ahead = ptsMillis - lastMillis;
            boolean overflown = ptsMillis >= lastMillis && ahead < 0;
            // A tenth of slack, so that a publisher's jitter does not turn every second frame away.
            return sampled == 0 || ptsMillis < lastMillis || overflown || ahead >= 900 / framesPerSecond;
        }

        void take(long ptsMillis, double partOfInterval) {
            phased |= partOfInterval < 1;
            lastTaken = ptsMillis;
            lastWanted = ptsMillis;
            tokens--;
            sampled++;
        }

        void shed(long ptsMillis) {
            lastWanted = ptsMillis;
            shed++;
        }
    }
}
