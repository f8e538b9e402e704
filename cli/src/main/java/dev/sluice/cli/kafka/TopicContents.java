package dev.sluice.cli.kafka;

import dev.sluice.cli.CommandException;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies on a topic, up to its end at the time of opening. Used by one thread, closed by it. */
public final class TopicContents implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String name;
    private final Map<TopicPartition, Long> ends;

    public TopicContents(KafkaConnection connection, Topic topic) {
        consumer = new KafkaConsumer<>(
                connection.readerProperties(Duration.ofSeconds(10)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        name = connection.name(topic);
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
    }

    /** Receives one record. */
    public interface Visitor {
        void record(Message message) throws CommandException;
    }

    /** Reads one record's event. */
    public interface Reading<T> {
        T event(Message message) throws MalformedEventException;
    }

    /** The last event of the topic that is wanted; records that hold none are not. */
    public static <T> Optional<T> last(KafkaConnection connection, Topic topic, Reading<T> reading, Predicate<T> wanted)
            throws CommandException {
        AtomicReference<T> last = new AtomicReference<>();
        try (TopicContents contents = new TopicContents(connection, topic)) {
            contents.read(message -> {
                try {
                    T event = reading.event(message);
                    if (wanted.test(event)) {
                        last.set(event);
                    }
                } catch (MalformedEventException e) {
                    // Not what is looked for.
                }
            });
        }
        return Optional.ofNullable(last.get());
    }

    /** The topic's name with its prefix. */
    public String name() {
        return name;
    }

    public int partitions() {
        return ends.size();
    }

    /** Shows every record, those of one partition in their order; may be called again. */
    public void read(Visitor visitor) throws CommandException {
        consumer.seekToBeginning(ends.keySet());
        long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.get(new TopicPartition(name, record.partition()))) {
                    visitor.record(RecordReader.message(record));
                }
            }
            long now = ends.keySet().stream().mapToLong(consumer::position).sum();
            if (now > before) {
                before = now;
                patienceEnds = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > patienceEnds) {
                throw new CommandException("nothing more of " + name + " within " + PATIENCE.toSeconds()
                        + " s, though its end is not reached");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
