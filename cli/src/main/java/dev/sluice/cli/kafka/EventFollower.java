package dev.sluice.cli.kafka;

import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows some topics without a consumer group, all partitions at once. Used by one thread, closed by it. */
public final class EventFollower implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Topic> byName;

    /**
     * @param fromBeginning whether to show what is already there
     */
    public EventFollower(KafkaConnection connection, List<Topic> topics, boolean fromBeginning) {
        this(connection, topics, fromBeginning, Map.of());
    }

    /**
     * Goes on where another follower was.
     *
     * @param positions of that one; a partition that it did not know is followed from its end
     */
    public EventFollower(KafkaConnection connection, List<Topic> topics, Map<TopicPartition, Long> positions) {
        this(connection, topics, false, positions);
    }

    private EventFollower(
            KafkaConnection connection,
            List<Topic> topics,
            boolean fromBeginning,
            Map<TopicPartition, Long> positions) {
        Properties properties = connection.readerProperties(Duration.ofSeconds(10));
        properties.setProperty(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "sluice-" + topics.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"));
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        byName = topics.stream().collect(Collectors.toMap(connection::name, Function.identity()));
        List<TopicPartition> partitions = byName.keySet().stream()
                .flatMap(name -> consumer.partitionsFor(name).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            positions.forEach(consumer::seek);
            // Seeking is lazy: without this, what is written right after would be missed.
            partitions.forEach(consumer::position);
        }
    }

    /** What arrived; waits for at most {@code patience}. */
    public void poll(Duration patience, Handler handler) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            handler.handle(byName.get(record.topic()), record);
        }
    }

    /** Up to where each partition was read: the offset of the next record. */
    public Map<TopicPartition, Long> positions() {
        return consumer.assignment().stream().collect(Collectors.toMap(Function.identity(), consumer::position));
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Receives one record. */
    public interface Handler {
        void handle(Topic topic, ConsumerRecord<byte[], byte[]> record);
    }
}
