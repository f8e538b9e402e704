package dev.sluice.jobs.kafka;

import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.jobs.config.ScreeningOptions.StartFrom;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Sources of records as they are, one per topic. */
public final class EventSources {
    /** For one answer of this size the busy topics' readers wait a moment. */
    private static final int WORTH_ANSWERING_BYTES = 128 << 10;

    private static final int FRAMES_AT_ONCE = 32;
    private static final int FRAMES_AT_ONCE_BYTES = 512 << 10;

    private final KafkaConnection connection;
    private final String group;
    private final StartFrom startFrom;

    public EventSources(KafkaConnection connection, String group, StartFrom startFrom) {
        this.connection = connection;
        this.group = group;
        this.startFrom = startFrom;
    }

    /** A topic that is followed from where the job left off. */
    @SuppressWarnings("deprecation") // the connector still asks for Kafka's old enum
    public KafkaSource<Message> follow(Topic topic) {
        OffsetsInitializer offsets =
                switch (startFrom) {
                    case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST);
                    case EARLIEST -> OffsetsInitializer.earliest();
                    case LATEST -> OffsetsInitializer.latest();
                };
        return source(topic, offsets);
    }

    /** A compacted topic, whose every remaining record counts. */
    public KafkaSource<Message> everythingOf(Topic topic) {
        return source(topic, OffsetsInitializer.earliest());
    }

    /**
     * How a busy topic is read. An answer for each frame or message would cost broker and job more than what is in it, so the
     * broker may hold back a small one for a moment. And when frames wait, little is taken at once: those in the reader's
     * hands age before anyone can choose among them, and other partitions wait meanwhile. A record that is larger than an
     * answer comes alone.
     */
    private static Properties fetching(Topic topic) {
        Properties fetching = new Properties();
        int patienceMillis =
                switch (topic) {
                    case FRAMES -> 10;
                    case CHAT -> 25;
                    default -> 0;
                };
        if (patienceMillis > 0) {
            fetching.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, String.valueOf(WORTH_ANSWERING_BYTES));
            fetching.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, String.valueOf(patienceMillis));
        }
        if (topic == Topic.FRAMES) {
            fetching.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(FRAMES_AT_ONCE_BYTES));
            fetching.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(FRAMES_AT_ONCE));
        }
        return fetching;
    }

    private KafkaSource<Message> source(Topic topic, OffsetsInitializer offsets) {
        return KafkaSource.<Message>builder()
                .setProperties(fetching(topic))
                .setProperties(connection.clientProperties())
                .setProperty("partition.discovery.interval.ms", "30000")
                .setTopics(connection.name(topic))
                .setGroupId(group)
                .setClientIdPrefix(group + "-" + topic.name(""))
                .setStartingOffsets(offsets)
                .setDeserializer(new RecordReader())
                .build();
    }
}
