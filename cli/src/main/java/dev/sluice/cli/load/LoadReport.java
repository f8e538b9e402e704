package dev.sluice.cli.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run came to.
 *
 * @param published frames
 * @param worstMillis by how much the latest frame was published late
 * @param job what the job says of itself; empty if it was not asked
 * @param missed planted streams that were not flagged
 * @param falseFlags on streams that show nothing known, by reason
 * @param restreamed streams that show nothing known and were found to show what others show, which is so
 * @param latency frame to flag: from the broker's append of the frame to that of the flag
 * @param directedLatency the same of frames that came when their stream was already under a directive
 * @param passages parts of the known video that planted streams showed as a whole, and those of them without a flag
 * @param kills of the run's streams
 * @param hostility what was sent beside the load
 * @param flaggedAtMillis when signature flags of planted streams were appended, epoch milliseconds, in order
 * @param interrupted whether it was ended before its time
 */
public record LoadReport(
        LoadPlan plan,
        boolean sheds,
        long published,
        long chats,
        boolean keptPace,
        long worstMillis,
        Optional<Job> job,
        List<String> missed,
        Map<String, Integer> falseFlags,
        int restreamed,
        LoadLedger.Latency latency,
        LoadLedger.Latency directedLatency,
        Passages passages,
        LoadLedger.Kills kills,
        Hostility hostility,
        List<Long> flaggedAtMillis,
        boolean interrupted) {
    public LoadReport {
        flaggedAtMillis = List.copyOf(flaggedAtMillis);
        missed = List.copyOf(missed);
        falseFlags = Collections.unmodifiableSortedMap(new TreeMap<>(falseFlags));
    }

    /**
     * Figures of the job. They are inexact when it was restarted, as tasks that are started anew count what they see again.
     *
     * @param seen frames that reached the sampler
     * @param sampledPerSecond over the last two thirds of the time that the streams were live
     * @param cpuMillisPerFrame processor time of what {@code cpuOf} says, while the streams were live, per frame sampled in
     *     that time; NaN if none was
     * @param worstLagFrames most frames published and not yet seen
     * @param endLagFrames the same when the streams were over
     * @param drained whether all were seen in the end
     * @param starved streams of which fewer frames were sampled than the policy's floor is
     */
    public record Job(
            long seen,
            long sampled,
            long shed,
            double sampledPerSecond,
            double cpuMillisPerFrame,
            String cpuOf,
            long worstLagFrames,
            long endLagFrames,
            boolean drained,
            long starved,
            long restarts) {
        /** Of the frames that were wanted. */
        double shedShare() {
            return sampled + shed == 0 ? 0 : (double) shed / (sampled + shed);
        }
    }

    /** How many parts of the known video were shown as a whole, and how many of them were not flagged. */
    public record Passages(int shown, int missed) {}

    /**
     * What was sent beside the load, and what was refused of all.
     *
     * @param taken hostile records that the broker took
     * @param refused those that it did not take
     * @param deadLetters in the time of the run, by error
     */
    public record Hostility(Set<Hostile> kinds, long taken, long refused, Map<String, Integer> deadLetters) {
        /** Nothing. */
        public static final Hostility NONE = new Hostility(Set.of(), 0, 0, Map.of());

        public Hostility {
            kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
            deadLetters = Collections.unmodifiableSortedMap(new TreeMap<>(deadLetters));
        }
    }

    /** Whether all planted streams were found. */
    public boolean foundAll() {
        return missed.isEmpty();
    }

    /** One object; a figure that is not known is null. */
    public String json() throws JsonProcessingException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("streams", plan.streams());
        figures.put("planted", plan.planted());
        figures.put("missed", missed);
        figures.put("passages", passages.shown());
        figures.put("passages_missed", passages.missed());
        figures.put("false_flags", falseFlags);
        figures.put("restreams", restreamed);
        figures.put("kills", kills.distinct());
        figures.put("kill_records", kills.records());
        figures.put("duplicates_with_other_effect", kills.otherEffects());
        figures.put("hostile", hostility.kinds().stream().map(Hostile::toString).toList());
        figures.put("hostile_taken", hostility.taken());
        figures.put("hostile_refused", hostility.refused());
        figures.put("dead_letters", hostility.deadLetters());
        figures.put("seconds", plan.seconds());
        figures.put("ramp_seconds", plan.rampSeconds());
        figures.put("interrupted", interrupted);
        figures.put("sheds", sheds);
        figures.put("published", published);
        figures.put("published_per_second", round((double) published / plan.lastsSeconds()));
        figures.put("chat", chats);
        figures.put("kept_pace", keptPace);
        figures.put("worst_late_ms", worstMillis);
        figures.put(
                "frames_per_second", job.map(j -> round(j.sampledPerSecond())).orElse(null));
        figures.put("frames_seen", job.map(Job::seen).orElse(null));
        figures.put("frames_sampled", job.map(Job::sampled).orElse(null));
        figures.put("frames_shed", job.map(Job::shed).orElse(null));
        figures.put("shed_share", job.map(j -> round(j.shedShare())).orElse(null));
        figures.put(
                "cpu_ms_per_frame",
                job.map(Job::cpuMillisPerFrame)
                        .filter(Double::isFinite)
                        .map(LoadReport::round)
                        .orElse(null));
        figures.put("lag_frames", job.map(Job::endLagFrames).orElse(null));
        figures.put("worst_lag_frames", job.map(Job::worstLagFrames).orElse(null));
        figures.put("drained", job.map(Job::drained).orElse(null));
        figures.put("floor_kept", job.map(j -> j.starved() == 0).orElse(null));
        figures.put("streams_under_floor", job.map(Job::starved).orElse(null));
        figures.put("restarts_by_data", job.map(Job::restarts).orElse(null));
        put(figures, "", latency);
        put(figures, "directed_", directedLatency);
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures);
    }

    private static void put(Map<String, Object> figures, String prefix, LoadLedger.Latency latency) {
        figures.put(prefix + "flags", latency.samples());
        figures.put(prefix + "p50_ms", orNull(latency.percentile(0.5)));
        figures.put(prefix + "p95_ms", orNull(latency.percentile(0.95)));
        figures.put(prefix + "p99_ms", orNull(latency.percentile(0.99)));
        figures.put(prefix + "p999_ms", orNull(latency.percentile(0.999)));
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** For a person, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (interrupted) {
            lines.add(line("interrupted", "figures of what there was until then"));
        }
        lines.add(line(
                "published",
                "%,d frames of %,d streams in %d s (%.0f a second), %,d chat messages",
                published,
                plan.streams(),
                plan.lastsSeconds(),
                (double) published / plan.lastsSeconds(),
                chats));
        if (!keptPace) {
            lines.add(line(
                    "generator",
                    "DID NOT KEEP ITS PACE: up to %.1f s late, so the load was less even than asked for",
                    worstMillis / 1000.0));
        }
        job.ifPresentOrElse(
                figures -> addJob(lines, figures),
                () -> lines.add(line("job", "runs elsewhere; its own figures are not known without --flink")));
        lines.add(line("frame to flag", "%s", percentiles(latency)));
        lines.add(line("  directed", "%s", percentiles(directedLatency)));
        lines.add(line(
                "planted",
                "%d, %s",
                plan.planted(),
                missed.isEmpty() ? "all flagged" : missed.size() + " NOT FLAGGED: " + String.join(", ", missed)));
        lines.add(line("  passages", "%d shown, %d not flagged", passages.shown(), passages.missed()));
        lines.add(line("false flags", "%s", falseFlags.isEmpty() ? "none" : falseFlags));
        if (restreamed > 0) {
            lines.add(
                    line("re-streams", "%d found, rightly: the load's harmless streams share six scenes", restreamed));
        }
        if (kills.records() > 0) {
            lines.add(line(
                    "kills",
                    "%d, sent in %d records, of which %d contradict an earlier one",
                    kills.distinct(),
                    kills.records(),
                    kills.otherEffects()));
        }
        if (!hostility.kinds().isEmpty()) {
            lines.add(line(
                    "hostile",
                    "%s: %,d records taken, %,d refused by the broker",
                    hostility.kinds(),
                    hostility.taken(),
                    hostility.refused()));
        }
        if (!hostility.deadLetters().isEmpty()) {
            lines.add(line("dead letters", "%s", hostility.deadLetters()));
        }
        return lines;
    }

    private void addJob(List<String> lines, Job figures) {
        lines.add(line(
                "frames",
                "%,d seen, %,d sampled, %,d shed (%.0f%% of those wanted%s)",
                figures.seen(),
                figures.sampled(),
                figures.shed(),
                100 * figures.shedShare(),
                sheds ? "" : "; shedding is off"));
        lines.add(line("throughput", "%.0f frames sampled a second", figures.sampledPerSecond()));
        lines.add(line("processor", "%.2f ms per sampled frame, %s", figures.cpuMillisPerFrame(), figures.cpuOf()));
        lines.add(line(
                "source lag",
                "%,d frames at worst, %,d when the streams were over%s",
                figures.worstLagFrames(),
                figures.endLagFrames(),
                figures.drained() ? "" : "; NOT CAUGHT UP"));
        lines.add(line(
                "floor",
                "%s",
                figures.starved() == 0 ? "kept for every stream" : "NOT KEPT for " + figures.starved() + " streams"));
        lines.add(line(
                "job restarts",
                "%d%s",
                figures.restarts(),
                figures.restarts() == 0 ? "" : "; the figures of frames above are inexact"));
    }

    private static String percentiles(LoadLedger.Latency latency) {
        if (latency.samples() == 0) {
            return "no flags";
        }
        return String.format(
                Locale.ROOT,
                "p50 %,d ms, p95 %,d ms, p99 %,d ms, p999 %,d ms (%,d flags and updates)",
                latency.percentile(0.5).orElseThrow(),
                latency.percentile(0.95).orElseThrow(),
                latency.percentile(0.99).orElseThrow(),
                latency.percentile(0.999).orElseThrow(),
                latency.samples());
    }

    private static String line(String name, String text, Object... arguments) {
        return String.format(Locale.ROOT, "  %-14s %s", name, String.format(Locale.ROOT, text, arguments));
    }
}
