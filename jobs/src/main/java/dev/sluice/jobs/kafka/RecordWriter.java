package dev.sluice.jobs.kafka;

import dev.sluice.event.Outgoing;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From an encoded event to a Kafka record. */
public final class RecordWriter {
    private final String topicPrefix;

    public RecordWriter(String topicPrefix) {
        this.topicPrefix = topicPrefix;
    }

    /** The record, keyed and with the event's headers. */
    public ProducerRecord<byte[], byte[]> record(Outgoing event) {
        byte[] key = event.key() == null ? null : event.key().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(event.topic().name(topicPrefix), key, event.value());
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
