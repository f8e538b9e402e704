package dev.sluice.cli.canary;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one canary stream.
 *
 * @param latency from its first frame to its flag, as the canary saw them; empty if none came
 */
public record CanaryRound(String streamId, Result result, Optional<Duration> latency) {
    /** Whether the flag came. */
    public enum Result {
        /** Within the objective. */
        OK,
        /** After it. */
        LATE,
        /** Not as long as the canary waited. */
        MISSING
    }

    static CanaryRound flagged(String streamId, Duration latency, Duration objective, Duration patience) {
        if (latency.compareTo(patience) > 0) {
            return missing(streamId);
        }
        Result result = latency.compareTo(objective) <= 0 ? Result.OK : Result.LATE;
        return new CanaryRound(streamId, result, Optional.of(latency));
    }

    static CanaryRound missing(String streamId) {
        return new CanaryRound(streamId, Result.MISSING, Optional.empty());
    }
}
