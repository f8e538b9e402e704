package dev.sluice.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryMetricsTest {
    private static final Duration OBJECTIVE = Duration.ofSeconds(5);

    private final CanaryMetrics metrics = new CanaryMetrics();

    @Test
    void aFlagInTimeIsUp() {
        metrics.note(round(Duration.ofMillis(142)), Instant.ofEpochSecond(1_700_000_000));

        assertThat(metrics.text()).isEqualTo("""
                # HELP sluice_canary_up 1 if the last canary stream's flag came within the objective.
                # TYPE sluice_canary_up gauge
                sluice_canary_up 1
                # HELP sluice_canary_latency_seconds From the last canary stream's first frame to its flag; NaN if none came.
                # TYPE sluice_canary_latency_seconds gauge
                sluice_canary_latency_seconds 0.142
                # HELP sluice_canary_last_success_timestamp_seconds When a flag last came within the objective; 0 if it never did.
                # TYPE sluice_canary_last_success_timestamp_seconds gauge
                sluice_canary_last_success_timestamp_seconds 1700000000.000
                # HELP sluice_canary_rounds_total Canary streams by what became of them.
                # TYPE sluice_canary_rounds_total counter
                sluice_canary_rounds_total{result="ok"} 1
                sluice_canary_rounds_total{result="late"} 0
                sluice_canary_rounds_total{result="missing"} 0
                """);
    }

    @Test
    void theObjectiveItselfIsInTimeAndWhatComesAfterItIsLate() {
        assertThat(round(OBJECTIVE).result()).isEqualTo(CanaryRound.Result.OK);
        assertThat(round(OBJECTIVE.plusNanos(1)).result()).isEqualTo(CanaryRound.Result.LATE);
    }

    @Test
    void aLateFlagAndAMissingOneAreNotUpAndTheLastSuccessStays() {
        metrics.note(round(Duration.ofMillis(142)), Instant.ofEpochSecond(1_700_000_000));
        metrics.note(round(Duration.ofSeconds(6)), Instant.ofEpochSecond(1_700_000_060));
        assertThat(metrics.text())
                .contains("sluice_canary_up 0\n", "latency_seconds 6.000\n", "timestamp_seconds 1700000000.000\n");

        metrics.note(CanaryRound.missing("canary-2"), Instant.ofEpochSecond(1_700_000_120));
        metrics.failed();
        assertThat(metrics.text())
                .contains(
                        "sluice_canary_up 0\n",
                        "latency_seconds NaN\n",
                        "{result=\"ok\"} 1\n",
                        "{result=\"late\"} 1\n",
                        "{result=\"missing\"} 2\n");
    }

    @Test
    void theDocumentNamesThemAll() throws IOException {
        List<String> names = metrics.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[ {].*", ""))
                .distinct()
                .toList();

        assertThat(names).hasSize(4);
        assertThat(Files.readString(Path.of("../docs/metrics.md"))).contains(names);
    }

    @Test
    void theEndpointServesThemAndNothingElse() throws Exception {
        metrics.failed();
        try (MetricsEndpoint endpoint = new MetricsEndpoint(InetAddress.getLoopbackAddress(), 0, metrics::text)) {
            HttpResponse<String> answer = get(endpoint, "/metrics");
            assertThat(answer.body()).isEqualTo(metrics.text());
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(get(endpoint, "/").statusCode()).isEqualTo(404);
            assertThat(get(endpoint, "/metrics/x").statusCode()).isEqualTo(404);
        }
    }

    private static CanaryRound round(Duration latency) {
        return CanaryRound.flagged("canary-1", latency, OBJECTIVE, Duration.ofSeconds(30));
    }

    private static HttpResponse<String> get(MetricsEndpoint endpoint, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
