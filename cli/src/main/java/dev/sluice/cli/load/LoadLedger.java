package dev.sluice.cli.load;

import dev.sluice.event.Flag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What was flagged of a run's streams, and how soon; thread-safe. Repeats of a revision count once. */
final class LoadLedger {
    /** After its first flag a stream's directive is on its way back to the sampler for less than this. */
    private static final long DIRECTED_AFTER_MILLIS = 1000;

    private final Set<String> planted;
    private final Set<String> revisions = new HashSet<>();
    private final Map<String, Long> firstFlagMillis = new HashMap<>();
    private final Map<String, Flag.Coverage> coverage = new HashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private final List<Long> directedLatencies = new ArrayList<>();
    private final Map<String, Integer> falseFlags = new TreeMap<>();
    private boolean asking;

    LoadLedger(Collection<String> planted) {
        this.planted = Set.copyOf(planted);
    }

    /**
     * Notes a flag of one of the run's streams.
     *
     * @param appendedAtMillis the broker's append time of the flag
     */
    synchronized void note(Flag flag, long appendedAtMillis) {
        if (!revisions.add(flag.flagId() + "/" + flag.revision())) {
            return;
        }
        if (flag.reason().equals(Flag.IMMINENT_HARM)) {
            // Of the report that asks every stream for its coverage.
            coverage.put(flag.streamId(), flag.coverage());
            return;
        }
        if (!planted.contains(flag.streamId())) {
            if (!asking) {
                falseFlags.merge(flag.reason(), 1, Integer::sum);
            }
            return;
        }
        if (!flag.reason().equals(Flag.SIGNATURE)) {
            return;
        }
        if (flag.causedAtMillis() > 0) {
            long latency = Math.max(0, appendedAtMillis - flag.causedAtMillis());
            latencies.add(latency);
            Long first = firstFlagMillis.get(flag.streamId());
            if (first != null && flag.causedAtMillis() >= first + DIRECTED_AFTER_MILLIS) {
                directedLatencies.add(latency);
            }
        }
        firstFlagMillis.putIfAbsent(flag.streamId(), appendedAtMillis);
    }

    /** Planted streams without a flag of their signature, in the order of their names. */
    synchronized List<String> missed() {
        return planted.stream()
                .filter(id -> !firstFlagMillis.containsKey(id))
                .sorted()
                .toList();
    }

    /** Flags of streams that show nothing known, by reason. */
    synchronized Map<String, Integer> falseFlags() {
        return new TreeMap<>(falseFlags);
    }

    /** From now on every stream has a report, and with it flags that nothing it showed led to. */
    synchronized void asking() {
        asking = true;
    }

    /** How many streams have answered. */
    synchronized int answered() {
        return coverage.size();
    }

    /** Of all flags of planted streams. */
    synchronized Latency latency() {
        return Latency.of(latencies);
    }

    /** Of those whose frame came when the stream was already under a directive. */
    synchronized Latency directedLatency() {
        return Latency.of(directedLatencies);
    }

    /** How many of the streams had fewer frames sampled; one that gave no answer had. */
    synchronized long under(double frames, Collection<String> streams) {
        return streams.stream()
                .filter(id -> !coverage.containsKey(id) || coverage.get(id).framesSampled() < frames)
                .count();
    }

    /** Nearest-rank percentiles in milliseconds. */
    record Latency(List<Long> sorted) {
        static Latency of(List<Long> samples) {
            List<Long> sorted = new ArrayList<>(samples);
            Collections.sort(sorted);
            return new Latency(List.copyOf(sorted));
        }

        int samples() {
            return sorted.size();
        }

        /** Empty without samples. */
        OptionalLong percentile(double share) {
            if (sorted.isEmpty()) {
                return OptionalLong.empty();
            }
            int rank = (int) Math.ceil(share * sorted.size());
            return OptionalLong.of(sorted.get(Math.max(0, rank - 1)));
        }
    }
}
