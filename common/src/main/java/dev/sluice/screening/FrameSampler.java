package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.policy.PolicyDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chooses the frames to look at, by media time: per stream so many per second as the policy or a directive says. When
 * the source lags, streams without a directive fall to the floor; what is left out for that reason is counted as shed.
 *
 * <p>Soft state, bounded: after a restart or for the stream least recently seen it begins anew, which costs one
 * more frame and the counts. Not thread-safe.
 */
public final class FrameSampler {
    private static final int MOST_STREAMS = 100_000;

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
        /** Left out because the source lags. */
        SHED
    }

    /**
     * Decides on one frame of a stream.
     *
     * @param directedFramesPerSecond the rate of the directive in force for the stream, 0 if none
     * @param lagMillis how long ago the broker took in the frame
     */
    public Choice choose(
            String streamId,
            long ptsMillis,
            double directedFramesPerSecond,
            long lagMillis,
            PolicyDocument.Sampling sampling) {
        Stream stream = streams.computeIfAbsent(streamId, id -> new Stream());
        stream.seen++;
        boolean directed = directedFramesPerSecond > 0;
        double wanted = Math.max(directedFramesPerSecond, sampling.framesPerSecond());
        boolean sheds = !directed && lagMillis > sampling.shedAfterSeconds() * 1000;
        if (!stream.due(ptsMillis, wanted)) {
            return Choice.SKIP;
        }
        if (sheds && !stream.due(ptsMillis, sampling.floorFramesPerSecond())) {
            stream.shed++;
            return Choice.SHED;
        }
        stream.take(ptsMillis);
        return Choice.TAKE;
    }

    /** What was seen, sampled and shed of a stream so far. */
    public Flag.Coverage coverage(String streamId) {
        Stream stream = streams.get(streamId);
        return stream == null
                ? new Flag.Coverage(0, 0, 0)
                : new Flag.Coverage(stream.seen, stream.sampled, stream.shed);
    }

    private static final class Stream {
        private long seen;
        private long sampled;
        private long shed;
        private long lastPts;

        /** A frame whose time lies before the last one is due: the publisher restarted its clock. */
        boolean due(long ptsMillis, double framesPerSecond) {
            long ahead = ptsMillis - lastPts;
            boolean overflown = ptsMillis >= lastPts && ahead < 0;
            // A tenth of slack, so that a publisher's jitter does not turn every second frame away.
            return sampled == 0 || ptsMillis < lastPts || overflown || ahead >= 900 / framesPerSecond;
        }

        void take(long ptsMillis) {
            lastPts = ptsMillis;
            sampled++;
        }
    }
}
