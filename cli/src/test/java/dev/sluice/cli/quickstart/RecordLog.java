package dev.sluice.cli.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.kafka.EventFollower;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** All records of topics as a file, a line each, so that the offsets a savepoint names hold records again. */
final class RecordLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration QUIET = Duration.ofSeconds(2);

    private RecordLog() {}

    /** One record; key, value and headers in Base64, null if there is none. */
    record Line(String topic, int partition, String key, String value, Map<String, String> headers) {
        static Line of(Topic topic, ConsumerRecord<byte[], byte[]> record) {
            Map<String, String> headers = new TreeMap<>();
            record.headers().forEach(header -> headers.put(header.key(), base64(header.value())));
            return new Line(topic.name(), record.partition(), base64(record.key()), base64(record.value()), headers);
        }

        ProducerRecord<byte[], byte[]> record(KafkaConnection kafka) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(kafka.name(Topic.valueOf(topic)), partition, bytes(key), bytes(value));
            headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
            return record;
        }

        private static String base64(byte[] bytes) {
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }

        private static byte[] bytes(String base64) {
            return base64 == null ? null : Base64.getDecoder().decode(base64);
        }
    }

    static void save(KafkaConnection kafka, List<Topic> topics, Path file) throws Exception {
        List<Line> lines = new ArrayList<>();
        for (Topic topic : topics) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            try (EventFollower follower = new EventFollower(kafka, List.of(topic), true)) {
                follower.poll(QUIET, (from, record) -> records.add(record));
            }
            records.sort(Comparator.comparingInt((ConsumerRecord<byte[], byte[]> record) -> record.partition())
                    .thenComparingLong(ConsumerRecord::offset));
            records.forEach(record -> lines.add(Line.of(topic, record)));
        }
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(JSON.writeValueAsString(line)).append('\n');
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** Into topics that are empty. */
    static void play(Path file, KafkaConnection kafka) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                var unused = producer.send(JSON.readValue(line, Line.class).record(kafka));
            }
            producer.flush();
        }
    }
}
