package dev.sluice.jobs.kafka;

import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.signature.SignatureCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic of signatures to its end and then follows it, in a thread of its own, into one catalogue. */
final class CatalogueFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConnection connection;
    private final SignatureCatalogue catalogue = new SignatureCatalogue();
    private final EventCodec codec = new EventCodec();
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private final Thread thread;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private volatile long changedAtMillis;
    private volatile long loadMillis;
    /** The next offset to read; confined to the thread. */
    private long next;

    CatalogueFollower(KafkaConnection connection) {
        this.connection = connection;
        this.thread = new Thread(this::run, "sluice-catalogue");
        thread.setDaemon(true);
    }

    /** Epoch milliseconds. */
    long changedAtMillis() {
        return changedAtMillis;
    }

    long loadMillis() {
        return loadMillis;
    }

    void start() {
        thread.start();
    }

    SignatureCatalogue catalogue() {
        return catalogue;
    }

    /** Waits until everything that lay on the topic at the start is in force. */
    void awaitLoaded(Duration timeout) throws InterruptedException {
        try {
            loaded.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the signatures on " + connection.name(Topic.SIGNATURES) + " were not read to their end within "
                            + timeout.toSeconds() + " s; is the broker reachable, does the topic exist?",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the catalogue cannot be read: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private void run() {
        long begun = System.nanoTime();
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> opened = open()) {
                consumer = opened;
                follow(opened, begun);
            } catch (WakeupException | InterruptException e) {
                if (closed) {
                    return;
                }
            } catch (RuntimeException e) {
                // The catalogue in force stays in force; the reader begins anew where it was.
                LOG.warn("Following the signatures failed, trying again: {}", e.toString());
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> from, long begunNanos) {
        TopicPartition partition = new TopicPartition(connection.name(Topic.SIGNATURES), 0);
        int partitions = from.partitionsFor(partition.topic()).size();
        if (partitions != 1) {
            // The catalogue's version is one offset; several partitions would have no common order.
            loaded.completeExceptionally(new IllegalStateException(
                    partition.topic() + " has " + partitions + " partitions; it must have exactly one"));
            closed = true;
            return;
        }
        from.assign(List.of(partition));
        if (next == 0) {
            from.seekToBeginning(List.of(partition));
        } else {
            from.seek(partition, next);
        }
        Map<TopicPartition, Long> ends = from.endOffsets(List.of(partition));
        long end = ends.get(partition);
        next = from.position(partition);
        boolean reading = true;
        while (!closed) {
            if (reading && next >= end) {
                reading = false;
                catalogue.publish(next);
                if (!loaded.isDone()) {
                    changedAtMillis = System.currentTimeMillis();
                    loadMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
                }
                LOG.info(
                        "Catalogue loaded: {} signatures at version {}",
                        catalogue.current().signatures(),
                        next);
                loaded.complete(null);
            }
            ConsumerRecords<byte[], byte[]> records = from.poll(POLL);
            records.forEach(this::take);
            next = from.position(partition);
            if (!records.isEmpty() && !reading) {
                catalogue.publish(next);
                changedAtMillis = System.currentTimeMillis();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Message message = RecordReader.message(record);
        if (message.key() == null) {
            return;
        }
        if (message.value() == null) {
            catalogue.remove(message.key(), record.offset());
            return;
        }
        try {
            catalogue.put(message.key(), codec.readSignature(message), record.offset());
        } catch (MalformedEventException e) {
            // CheckSignatures in the job writes the dead letter. What lay under the key before stays in force.
            LOG.warn("Signature record at offset {} is malformed: {}", record.offset(), e.error());
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Properties properties = connection.readerProperties(Duration.ofMinutes(1));
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            Thread.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        try {
            thread.join(PATIENCE.toMillis());
            // Still there: it waits for a broker that does not answer.
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
