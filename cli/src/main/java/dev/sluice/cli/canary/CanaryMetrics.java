package dev.sluice.cli.canary;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a canary has to tell, in Prometheus' text format. Thread-safe. */
public final class CanaryMetrics {
    private static final double NANOS = 1e9;

    private final Map<CanaryRound.Result, Long> rounds = new EnumMap<>(CanaryRound.Result.class);
    private boolean up;
    private double latencySeconds = Double.NaN;
    private double lastSuccessSeconds;

    /** A round is over. */
    public synchronized void note(CanaryRound round, Instant now) {
        count(round.result());
        up = round.result() == CanaryRound.Result.OK;
        latencySeconds =
                round.latency().map(latency -> latency.toNanos() / NANOS).orElse(Double.NaN);
        if (up) {
            lastSuccessSeconds = now.toEpochMilli() / 1000.0;
        }
    }

    /** A round could not be tried: for whoever looks from outside, its flag is missing. */
    public synchronized void failed() {
        count(CanaryRound.Result.MISSING);
        up = false;
        latencySeconds = Double.NaN;
    }

    /** All of it, as {@code text/plain; version=0.0.4}. */
    public synchronized String text() {
        StringBuilder text = new StringBuilder();
        metric(text, "sluice_canary_up", "gauge", "1 if the last canary stream's flag came within the objective.");
        text.append("sluice_canary_up ").append(up ? 1 : 0).append('\n');
        metric(
                text,
                "sluice_canary_latency_seconds",
                "gauge",
                "From the last canary stream's first frame to its flag; NaN if none came.");
        text.append("sluice_canary_latency_seconds ")
                .append(Double.isNaN(latencySeconds) ? "NaN" : String.format(Locale.ROOT, "%.3f", latencySeconds))
                .append('\n');
        metric(
                text,
                "sluice_canary_last_success_timestamp_seconds",
                "gauge",
                "When a flag last came within the objective; 0 if it never did.");
        text.append(
                String.format(Locale.ROOT, "sluice_canary_last_success_timestamp_seconds %.3f\n", lastSuccessSeconds));
        metric(text, "sluice_canary_rounds_total", "counter", "Canary streams by what became of them.");
        for (CanaryRound.Result result : CanaryRound.Result.values()) {
            text.append("sluice_canary_rounds_total{result=\"")
                    .append(result.name().toLowerCase(Locale.ROOT))
                    .append("\"} ")
                    .append(rounds.getOrDefault(result, 0L))
                    .append('\n');
        }
        return text.toString();
    }

    private void count(CanaryRound.Result result) {
        rounds.merge(result, 1L, Long::sum);
    }

    private static void metric(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
}
