package dev.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.cli.publish.Playback;
import dev.sluice.cli.publish.StreamPublisher;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.event.FrameEvent;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.metric.JobMetric;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus scrapes of the real job: the documented names, and nobody's ids. */
class PrometheusReporterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String KNOWN = Scenes.CARPET.graph(8);
    private static final Playback FAST = new Playback(4, 4, Playback.Encoding.JPEG);
    private static final Pattern FULL_NAME = Pattern.compile("`(flink_[a-zA-Z_]+)`");
    private static final String POLICY = """
            version: metered-1
            kills: {mode: ENFORCE, per_minute: 1}
            banks:
              - {name: known, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true, soak_seconds: 0}
            rules:
              - {id: any-match, mode: REVIEW, when: "matches.count > 0", action: FLAG, priority: P2, category: OTHER}
            """;

    @TempDir
    private Path folder;

    @Test
    void prometheusSeesEveryDocumentedNameAndNoIds() throws Exception {
        int port = EmbeddedBroker.freePort();
        Configuration reporter = new Configuration();
        reporter.setString("metrics.reporter.prometheus.factory.class", PrometheusReporterFactory.class.getName());
        reporter.setString("metrics.reporter.prometheus.port", String.valueOf(port));
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaConnection kafka = new KafkaConnection(broker.bootstrapServers(), "sluice.", Map.of());
            new Topics(kafka).create(1, (short) 1);
            try (EventProducer producer = new EventProducer(kafka);
                    PictureSource video = new SyntheticVideo(KNOWN)) {
                producer.sendPolicy(POLICY);
                new Signatures(producer, "known", "test", Instant.EPOCH)
                        .addVideo("signature-id", video, Signatures.Work.USUAL);
                producer.flush();
                try (MiniFlink flink = MiniFlink.start(0, 1, folder, reporter)) {
                    flink.submit(kafka);
                    producer.send(new FrameEvent(
                            "f", "stream-id-bad", "account-id-bad", 0, 0, "image/jpeg", new byte[] {1, 2, 3}, null));
                    // One kill fits the budget, the other is withheld.
                    publish(producer, "stream-id-one", "account-id-one");
                    publish(producer, "stream-id-two", "account-id-two");

                    String text = await(port);

                    assertThat(missing(text)).as("documented, and not scraped").isEmpty();
                    assertThat(text)
                            .contains("reason=\"WRONG_TYPE\"", "bank=\"known\"", "rule=\"any_match\"")
                            .doesNotContain("stream-id", "stream_id", "account-id", "account_id", "signature-id")
                            .doesNotContain("signature_id");
                }
            }
        }
    }

    private static void publish(EventProducer producer, String streamId, String accountId) throws Exception {
        try (PictureSource video = new SyntheticVideo(KNOWN)) {
            new StreamPublisher(producer, streamId, accountId, "title", FAST).play(video, ptsMillis -> {});
        }
        producer.flush();
    }

    private static String await(int port) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String text = scrape(port);
        while (!missing(text).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(200);
            text = scrape(port);
        }
        return text;
    }

    /** Sluice's metrics, and those of Flink's that the document, alerts or dashboards name. */
    private static List<String> missing(String text) throws IOException {
        Stream<String> watched = Files.readAllLines(Path.of("src/test/resources/deployment/metrics.txt")).stream()
                .filter(name -> name.startsWith("flink_"));
        Stream<String> ours = Arrays.stream(JobMetric.values()).map(JobMetric::prometheusName);
        Stream<String> flinks = FULL_NAME
                .matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .map(name -> name.group(1));
        return Stream.concat(watched, Stream.concat(ours, flinks))
                .filter(name -> !text.contains("\n" + name + "{"))
                .toList();
    }

    private static String scrape(int port) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
