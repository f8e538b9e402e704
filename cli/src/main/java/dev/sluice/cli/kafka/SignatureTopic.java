package dev.sluice.cli.kafka;

import dev.sluice.cli.CommandException;
import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What lies on the topic of signatures, up to its end at the time of opening. Reads it twice, to show the last record of
 * each key without holding their values. Used by one thread, closed by it.
 */
public final class SignatureTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;

    public SignatureTopic(KafkaConnection connection) throws CommandException {
        Properties properties = connection.readerProperties(Duration.ofSeconds(10));
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partition = new TopicPartition(connection.name(Topic.SIGNATURES), 0);
        int partitions = consumer.partitionsFor(partition.topic()).size();
        if (partitions != 1) {
            consumer.close();
            throw new CommandException(
                    partition.topic() + " has " + partitions + " partitions; it must have exactly one"
                            + (partitions == 0 ? " (sluice topics create makes it)" : ""));
        }
        consumer.assign(List.of(partition));
        end = consumer.endOffsets(List.of(partition)).get(partition);
    }

    /** Receives one record. */
    public interface Visitor {
        void record(Message message) throws CommandException;
    }

    /**
     * Shows the last record of each key, in the order in which they were written, but for tombstones; records without a key
     * too, which belong to none.
     */
    public void visit(Visitor visitor) throws CommandException {
        Map<String, Long> last = new HashMap<>();
        read(message -> {
            if (message.key() != null && message.value() == null) {
                last.remove(message.key());
            } else if (message.key() != null) {
                last.put(message.key(), message.origin().offset());
            }
        });
        read(message -> {
            Long offset = message.key() == null ? null : last.get(message.key());
            boolean keyless = message.key() == null && message.value() != null;
            if (keyless || (offset != null && offset == message.origin().offset())) {
                visitor.record(message);
            }
        });
    }

    private void read(Visitor visitor) throws CommandException {
        consumer.seekToBeginning(List.of(partition));
        long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end) {
            long before = consumer.position(partition);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    visitor.record(RecordReader.message(record));
                }
            }
            if (consumer.position(partition) > before) {
                patienceEnds = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > patienceEnds) {
                throw new CommandException("nothing more of " + partition.topic() + " within " + PATIENCE.toSeconds()
                        + " s, though its end is not reached");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
