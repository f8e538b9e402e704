package dev.sluice.cli.quickstart;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What came of each stream; thread-safe. Repeats of an id, which delivery at least once allows, count once. */
final class Ledger {
    private final Map<String, Flag> flags = new LinkedHashMap<>();
    private final Map<String, Kill> kills = new LinkedHashMap<>();
    private final Map<String, Long> latencies = new LinkedHashMap<>();

    /**
     * Notes a flag.
     *
     * @param appendedAtMillis the broker's append time of the flag
     */
    synchronized void note(Flag flag, long appendedAtMillis) {
        flags.put(flag.flagId(), flag);
        if (flag.causedAtMillis() > 0) {
            latencies.putIfAbsent(
                    flag.flagId() + "/" + flag.revision(), Math.max(0, appendedAtMillis - flag.causedAtMillis()));
        }
    }

    synchronized void note(Kill kill) {
        kills.putIfAbsent(kill.killId(), kill);
    }

    synchronized int flags() {
        return flags.size();
    }

    synchronized int kills() {
        return kills.size();
    }

    synchronized Optional<Kill> killOf(String streamId) {
        return kills.values().stream()
                .filter(kill -> kill.streamId().equals(streamId))
                .findFirst();
    }

    synchronized List<Flag> flagsOf(String streamId) {
        return flags.values().stream()
                .filter(flag -> flag.streamId().equals(streamId))
                .toList();
    }

    synchronized int samples() {
        return latencies.size();
    }

    /** The nearest-rank percentile of frame-to-flag times in milliseconds; empty without samples. */
    synchronized OptionalLong latency(double share) {
        if (latencies.isEmpty()) {
            return OptionalLong.empty();
        }
        List<Long> sorted = new ArrayList<>(latencies.values());
        Collections.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.size());
        return OptionalLong.of(sorted.get(Math.max(0, rank - 1)));
    }
}
