package dev.sluice.cli.quickstart;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run came to.
 *
 * @param interrupted whether it was ended before its streams were over
 * @param latencySamples flags and their updates that a frame or message caused
 * @param p50Millis from the broker's append of the cause to that of the flag
 */
public record Summary(
        boolean interrupted,
        List<StreamResult> streams,
        long framesSeen,
        long framesSampled,
        long framesShed,
        int flags,
        int kills,
        int latencySamples,
        OptionalLong p50Millis,
        OptionalLong p99Millis,
        long restarts,
        Duration took) {

    /** Whether every stream came out as it must. */
    public boolean asExpected() {
        return streams.stream().allMatch(StreamResult::asExpected);
    }

    /**
     * What came of one stream.
     *
     * @param expected empty if nobody knows how it must come out
     */
    public record StreamResult(
            String id, String what, long published, List<Flag> flags, Optional<Kill> kill, Optional<Ending> expected) {
        public StreamResult {
            flags = List.copyOf(flags);
        }

        /** How it came out. */
        public Ending ending() {
            return Ending.of(flags, kill);
        }

        public boolean asExpected() {
            return expected.map(wanted -> ending().fulfils(wanted)).orElse(true);
        }
    }
}
