package dev.sluice.cli.load;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
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
    private final Set<String> restreamed = new HashSet<>();
    private final Map<String, Set<String>> passages = new HashMap<>();
    private final List<Long> flaggedAtMillis = new ArrayList<>();
    private final Map<String, Effect> kills = new HashMap<>();
    private final Map<String, String> killOfEpoch = new HashMap<>();
    private final Map<String, Integer> deadLetters = new TreeMap<>();
    private int killRecords;
    private int otherEffects;
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
            if (flag.reason().equals(Flag.RESTREAM)) {
                restreamed.add(flag.streamId());
            } else if (!asking) {
                falseFlags.merge(flag.reason(), 1, Integer::sum);
            }
            return;
        }
        if (!flag.reason().equals(Flag.SIGNATURE)) {
            return;
        }
        flaggedAtMillis.add(appendedAtMillis);
        flag.matches().forEach(match -> passages.computeIfAbsent(flag.streamId(), id -> new HashSet<>())
                .add(match.signatureId()));
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

    /** Notes a kill of one of the run's streams, and whether it contradicts an earlier one. */
    synchronized void note(Kill kill) {
        killRecords++;
        Effect effect =
                new Effect(kill.streamId(), kill.accountId(), kill.epoch(), Set.copyOf(kill.scope()), kill.ground());
        Effect known = kills.putIfAbsent(kill.killId(), effect);
        String before = killOfEpoch.putIfAbsent(kill.streamId() + "/" + kill.epoch(), kill.killId());
        if ((known != null && !known.equals(effect)) || (before != null && !before.equals(kill.killId()))) {
            otherEffects++;
        }
    }

    /** Counts a dead letter by its error. */
    synchronized void noteDeadLetter(String error) {
        deadLetters.merge(error, 1, Integer::sum);
    }

    /** Kills by id, records of them, and records that would do something else than an earlier one of their id or epoch. */
    synchronized Kills kills() {
        return new Kills(kills.size(), killRecords, otherEffects);
    }

    /** By error. */
    synchronized Map<String, Integer> deadLetters() {
        return new TreeMap<>(deadLetters);
    }

    synchronized int deadLetterCount() {
        return deadLetters.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** When signature flags of planted streams were appended, epoch milliseconds, in order. */
    synchronized List<Long> flaggedAtMillis() {
        return flaggedAtMillis.stream().sorted().toList();
    }

    /** How many of a planted stream's passages, by signature id, have no flag. */
    synchronized int missedPassages(String streamId, Set<String> expected) {
        Set<String> missed = new HashSet<>(expected);
        missed.removeAll(passages.getOrDefault(streamId, Set.of()));
        return missed.size();
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

    /** How many streams that show nothing known were found to show what others show, as they do: they share few scenes. */
    synchronized int restreamed() {
        return restreamed.size();
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

    /**
     * Kills of a run's streams.
     *
     * @param distinct by id
     * @param records repeats included
     * @param otherEffects records that would do something else than an earlier one of their id, or of their stream and epoch
     */
    record Kills(int distinct, int records, int otherEffects) {
        static final Kills NONE = new Kills(0, 0, 0);
    }

    /** What a kill does; a repeat may be issued and expire later. */
    private record Effect(String streamId, String accountId, long epoch, Set<String> scope, String ground) {}

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
