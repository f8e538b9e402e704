package dev.sluice.jobs.kafka;

import dev.sluice.event.Topic;
import dev.sluice.jobs.config.ScreeningOptions;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Where the brokers are and how to talk to them.
 *
 * @param bootstrapServers host:port, comma separated
 * @param topicPrefix what stands before each topic's name
 * @param properties for every client, such as those of TLS and SASL; may hold secrets, so it is never printed
 */
public record KafkaConnection(String bootstrapServers, String topicPrefix, Map<String, String> properties)
        implements Serializable {
    /** The largest frame (8 MiB) and its headers. */
    public static final int LARGEST_RECORD_BYTES = 9 << 20;

    public KafkaConnection {
        properties = new HashMap<>(properties);
    }

    /** As the options say. */
    public static KafkaConnection of(Configuration configuration) {
        Map<String, String> properties = new HashMap<>();
        configuration.toMap().forEach((key, value) -> {
            if (key.startsWith(ScreeningOptions.KAFKA_PREFIX)) {
                properties.put(key.substring(ScreeningOptions.KAFKA_PREFIX.length()), value);
            }
        });
        return new KafkaConnection(
                configuration.get(ScreeningOptions.BOOTSTRAP_SERVERS),
                configuration.get(ScreeningOptions.TOPIC_PREFIX),
                properties);
    }

    /** A topic's full name. */
    public String name(Topic topic) {
        return topic.name(topicPrefix);
    }

    /** The properties with which a client begins. */
    public Properties clientProperties() {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty("bootstrap.servers", bootstrapServers);
        return all;
    }

    /**
     * The properties of a plain reader: without a group, it commits nothing and makes no topic.
     *
     * @param patience how long a call may wait for the broker
     */
    public Properties readerProperties(Duration patience) {
        Properties all = clientProperties();
        all.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(patience.toMillis()));
        all.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(LARGEST_RECORD_BYTES));
        return all;
    }

    @Override
    public String toString() {
        return "KafkaConnection[" + bootstrapServers + ", " + topicPrefix + "*]";
    }
}
