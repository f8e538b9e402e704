package dev.sluice.jobs.config;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Every option of the screening job. */
public final class ScreeningOptions {
    public static final ConfigOption<String> BOOTSTRAP_SERVERS = ConfigOptions.key("bootstrap.servers")
            .stringType()
            .defaultValue("localhost:9092")
            .withDescription("Kafka brokers, host:port, comma separated.");

    public static final ConfigOption<String> TOPIC_PREFIX = ConfigOptions.key("topic.prefix")
            .stringType()
            .defaultValue("sluice.")
            .withDescription("What stands before each topic's name.");

    public static final ConfigOption<String> CONSUMER_GROUP = ConfigOptions.key("consumer.group")
            .stringType()
            .defaultValue("sluice-screening")
            .withDescription(
                    "Kafka consumer group; its committed offsets are for monitoring and for a start without state.");

    public static final ConfigOption<StartFrom> START_FROM = ConfigOptions.key("start.from")
            .enumType(StartFrom.class)
            .defaultValue(StartFrom.COMMITTED)
            .withDescription("Where a job without saved state begins to read frames, chat and streams:"
                    + " COMMITTED (the group's offsets, the newest records if there are none), EARLIEST or LATEST.");

    public static final ConfigOption<List<String>> FRAME_REF_PREFIXES = ConfigOptions.key("frame-ref.allowed-prefixes")
            .stringType()
            .asList()
            .defaultValues()
            .withDescription("Buckets or folders, as URIs, from which claim-checked frames may be fetched, semicolon"
                    + " separated, such as s3://frames/ or file:/mnt/frames/. Empty: claim checks are refused.");

    public static final ConfigOption<String> DECODE_JOURNAL_DIR = ConfigOptions.key("decode.journal-dir")
            .stringType()
            .defaultValue("")
            .withDescription(
                    "Local folder in which each decoder notes the frame in work, so that one that crashed the process is"
                            + " not decoded again. Must outlive a TaskManager's restart. Empty: sluice-decode-journal in Java's"
                            + " folder for temporary files.");

    public static final ConfigOption<Duration> CATALOGUE_LOAD_TIMEOUT = ConfigOptions.key("catalogue.load-timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(5))
            .withDescription("How long a TaskManager may take to read all signatures before its first frame.");

    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL = ConfigOptions.key("checkpoint.interval")
            .durationType()
            .defaultValue(Duration.ofSeconds(10))
            .withDescription("Time between checkpoints.");

    public static final ConfigOption<String> KAFKA_CONFIG_FILE = ConfigOptions.key("kafka.config.file")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Properties file for every Kafka client, such as a mounted secret with TLS and SASL settings,"
                            + " named as Kafka names them (sasl.jaas.config, without \"kafka.\"). Read where the job is submitted;"
                            + " kafka.PROPERTY wins over it.");

    /** Options under this prefix go to every Kafka client as they are, such as {@code kafka.security.protocol}. */
    public static final String KAFKA_PREFIX = "kafka.";

    private ScreeningOptions() {}

    /** Where to begin to read without saved state. */
    public enum StartFrom {
        COMMITTED,
        EARLIEST,
        LATEST
    }

    /** All options, in the order of their declaration. */
    public static List<ConfigOption<?>> all() {
        return Arrays.stream(ScreeningOptions.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class)
                .<ConfigOption<?>>map(field -> {
                    try {
                        return (ConfigOption<?>) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException("the options are public", e);
                    }
                })
                .toList();
    }
}
