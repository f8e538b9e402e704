package dev.sluice.jobs.kafka;

import dev.sluice.event.Topic;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The newest valid policy on its topic, read once when a job is submitted, so that the first record is already judged by
 * it and not by the shipped one.
 */
public final class LatestPolicy {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private LatestPolicy() {}

    /**
     * A policy as it lies on its topic.
     *
     * @param offset of its record
     */
    public record Published(String text, long offset) {}

    /**
     * Empty if none was published.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker cannot be reached within 30 s or refuses
     */
    public static Optional<Published> read(KafkaConnection connection) {
        Properties properties = connection.readerProperties(PATIENCE);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> infos = consumer.partitionsFor(connection.name(Topic.POLICY));
            List<TopicPartition> partitions = infos.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            Newest newest = new Newest();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(newest::offer);
            }
            return Optional.ofNullable(newest.policy);
        }
    }

    private static final class Newest {
        private Published policy;

        void offer(ConsumerRecord<byte[], byte[]> record) {
            if (record.value() == null) {
                return;
            }
            String candidate = new String(record.value(), StandardCharsets.UTF_8);
            try {
                Policy.parse(candidate);
                policy = new Published(candidate, record.offset());
            } catch (InvalidPolicyException e) {
                // ReadPolicy in the job writes the dead letter.
                return;
            }
        }
    }
}
