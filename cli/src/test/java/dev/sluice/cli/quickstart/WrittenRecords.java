package dev.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.kafka.EventFollower;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a job under test wrote, from the beginning of each topic. */
final class WrittenRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConnection kafka;
    private final Duration patience;

    WrittenRecords(KafkaConnection kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
    }

    interface Wanted {
        boolean test(Topic from, JsonNode value);
    }

    /** The first record that is wanted, as soon as it is there. */
    JsonNode await(Topic topic, Predicate<JsonNode> wanted) {
        List<JsonNode> found = new ArrayList<>();
        await(List.of(topic), (from, value) -> wanted.test(value) && found.add(value));
        return found.get(0);
    }

    /** The topic of the first record that is wanted. */
    Topic await(List<Topic> topics, Wanted wanted) {
        List<Topic> found = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        try (EventFollower follower = new EventFollower(kafka, topics, true)) {
            while (found.isEmpty() && System.nanoTime() < end) {
                follower.poll(Duration.ofMillis(100), (from, record) -> {
                    if (record.value() != null && wanted.test(from, tree(record.value()))) {
                        found.add(from);
                    }
                });
            }
        }
        assertThat(found).as("a record on %s", topics).isNotEmpty();
        return found.get(0);
    }

    /** All that is there by now. */
    List<JsonNode> all(Topic topic) {
        List<JsonNode> found = new ArrayList<>();
        try (EventFollower follower = new EventFollower(kafka, List.of(topic), true)) {
            follower.poll(Duration.ofSeconds(2), (from, record) -> found.add(tree(record.value())));
        }
        return found;
    }

    static String text(JsonNode value, String field) {
        return value.path(field).asText();
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
