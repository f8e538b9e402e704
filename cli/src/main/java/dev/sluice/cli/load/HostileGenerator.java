package dev.sluice.cli.load;

import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends volleys at their rates, from one thread, until it is stopped. What the broker refuses is counted and otherwise let be. */
final class HostileGenerator implements Runnable, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LONGEST_SLEEP_NANOS = 20_000_000L;

    private final List<Volley> volleys;
    private final RecordWriter writer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean stopped;

    HostileGenerator(KafkaConnection kafka, List<Volley> volleys) {
        this.volleys = List.copyOf(volleys);
        this.writer = new RecordWriter(kafka.topicPrefix());
        Properties properties = kafka.clientProperties();
        // A limit of the client keeps nobody from sending; the broker's has to.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 256L << 20);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        List<Long> sent = new ArrayList<>();
        volleys.forEach(volley -> sent.add(0L));
        while (!stopped) {
            for (int i = 0; i < volleys.size(); i++) {
                Volley volley = volleys.get(i);
                double elapsed = (System.nanoTime() - start) / 1e9;
                long due = 1 + (long) (elapsed * volley.perSecond());
                for (long n = sent.get(i); n < due && !stopped; n++) {
                    send(volley, n);
                    sent.set(i, n + 1);
                }
            }
            try {
                TimeUnit.NANOSECONDS.sleep(LONGEST_SLEEP_NANOS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(Volley volley, long n) {
        try {
            var unused = producer.send(
                    writer.record(volley.record().apply(n)),
                    (metadata, problem) -> (problem == null ? taken : refused).incrementAndGet());
        } catch (KafkaException e) {
            refused.incrementAndGet();
        }
    }

    void stop() {
        stopped = true;
    }

    /** Records that the broker took. */
    long taken() {
        return taken.get();
    }

    /** Records that the client or the broker refused. */
    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        stop();
        producer.close(PATIENCE);
    }
}
