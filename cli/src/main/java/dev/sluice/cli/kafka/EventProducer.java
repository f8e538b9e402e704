package dev.sluice.cli.kafka;

import dev.sluice.cli.CommandException;
import dev.sluice.event.EventCodec;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.Outgoing;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events to their topics; thread-safe. A failed write surfaces at the next write or at the end. */
public final class EventProducer implements AutoCloseable {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(20);
    /** Of a producer that sends much: about sixteen frames to a request. */
    private static final int BULK_BYTES = 512 * 1024;

    private static final Duration BULK_WAIT = Duration.ofMillis(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordWriter writer;
    private final EventCodec codec = new EventCodec();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public EventProducer(KafkaConnection connection) {
        this(connection, USUAL_PATIENCE, Map.of());
    }

    /**
     * A producer for more records than one publisher would send: they wait some milliseconds for each other, so that many of them
     * cost the broker one request.
     *
     * @param patience with one call to the broker, and with a full buffer; a write fails after three times as long
     */
    public static EventProducer ofMany(KafkaConnection connection, Duration patience) {
        return new EventProducer(
                connection,
                patience,
                Map.of(
                        ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(BULK_BYTES),
                        ProducerConfig.LINGER_MS_CONFIG, String.valueOf(BULK_WAIT.toMillis())));
    }

    private EventProducer(KafkaConnection connection, Duration patience, Map<String, String> more) {
        int millis = (int) patience.toMillis();
        Properties properties = connection.clientProperties();
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(KafkaConnection.LARGEST_RECORD_BYTES));
        properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(millis));
        properties.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(millis));
        properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(3 * millis));
        properties.putAll(more);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.writer = new RecordWriter(connection.topicPrefix());
    }

    /** A JSON event under a key. */
    public void send(Topic topic, String key, String id, Object event) throws CommandException {
        send(codec.write(topic, key, id, event, Instant.now()));
    }

    public void send(FrameEvent frame) throws CommandException {
        send(codec.writeFrame(frame, Instant.now()));
    }

    /** Removes what lies under a key of a compacted topic. */
    public void sendTombstone(Topic topic, String key) throws CommandException {
        send(new Outgoing(topic, key, Map.of(), null));
    }

    /** A policy document, as it is. */
    public void sendPolicy(String text) throws CommandException {
        Map<String, String> headers = Map.of("content-type", "application/yaml");
        send(new Outgoing(Topic.POLICY, "policy", headers, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A record whose headers and value are already made. */
    public void send(Outgoing event) throws CommandException {
        requireNoFailure();
        try {
            var unused =
                    producer.send(writer.record(event), (metadata, problem) -> failure.compareAndSet(null, problem));
        } catch (KafkaException e) {
            throw new CommandException("writing to Kafka failed: " + e.getMessage(), e);
        }
    }

    /** Returns once everything written is on the broker. */
    public void flush() throws CommandException {
        producer.flush();
        requireNoFailure();
    }

    private void requireNoFailure() throws CommandException {
        Exception problem = failure.get();
        if (problem != null) {
            throw new CommandException("writing to Kafka failed: " + problem.getMessage(), problem);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
