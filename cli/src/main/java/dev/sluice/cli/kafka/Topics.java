package dev.sluice.cli.kafka;

import dev.sluice.cli.CommandException;
import dev.sluice.event.Topic;
import dev.sluice.jobs.config.ScreeningOptions;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics that Sluice reads and writes. */
public final class Topics {
    private static final int PATIENCE_SECONDS = 20;
    private static final long DAY_MILLIS = 86_400_000L;

    private final KafkaConnection connection;

    public Topics(KafkaConnection connection) {
        this.connection = connection;
    }

    /** What became of each topic. */
    public enum Outcome {
        CREATED,
        EXISTS
    }

    /**
     * Creates what is missing.
     *
     * @param partitions of all topics but signatures and policy, which have one
     * @param replication copies of each
     */
    public Map<Topic, Outcome> create(int partitions, short replication) throws CommandException {
        Map<Topic, Outcome> outcomes = new EnumMap<>(Topic.class);
        try (Admin admin = Admin.create(properties())) {
            List<NewTopic> wanted = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                wanted.add(topic(topic, partitions, replication));
            }
            var results = admin.createTopics(wanted).values();
            for (Topic topic : Topic.values()) {
                outcomes.put(
                        topic,
                        existed(results.get(connection.name(topic)).toCompletionStage())
                                ? Outcome.EXISTS
                                : Outcome.CREATED);
            }
        }
        return outcomes;
    }

    private boolean existed(CompletionStage<Void> created) throws CommandException {
        try {
            created.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return true;
            }
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(e);
            }
            throw refused(e, "to create the topics")
                    .orElseGet(() -> new CommandException(
                            "the topics cannot be created: " + e.getCause().getMessage(), e));
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    /** The command that makes the topics of a connection. */
    static String makingThem(KafkaConnection connection) {
        String prefix = connection.topicPrefix();
        return "sluice topics create"
                + (prefix.equals(ScreeningOptions.TOPIC_PREFIX.defaultValue()) ? "" : " --prefix " + prefix);
    }

    /** Fails with one clear line if no broker answers, or one of the topics is missing. */
    public void require(Topic... topics) throws CommandException {
        List<String> names = Arrays.stream(topics).map(connection::name).toList();
        try (Admin admin = Admin.create(properties())) {
            List<String> missing = missing(admin.describeTopics(names));
            if (!missing.isEmpty()) {
                throw new CommandException((missing.size() == 1 ? "no topic " : "no topics ")
                        + String.join(", ", missing) + " at " + connection.bootstrapServers() + "; "
                        + makingThem(connection) + " makes what is missing");
            }
        } catch (ExecutionException e) {
            throw refused(e, "to see all of " + String.join(", ", names)).orElseGet(() -> unreachable(e));
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    private static List<String> missing(DescribeTopicsResult topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                new TreeMap<>(topics.topicNameValues()).entrySet()) {
            try {
                topic.getValue().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(topic.getKey());
            }
        }
        return missing;
    }

    /** Kafka's own words: they name the mechanism or the certificate's fault, and no secret. */
    private Optional<CommandException> refused(ExecutionException e, String what) {
        if (e.getCause() instanceof AuthenticationException) {
            return Optional.of(new CommandException(
                    "Kafka at " + connection.bootstrapServers() + " does not let us in: "
                            + e.getCause().getMessage() + " (--kafka-config)",
                    e));
        }
        if (e.getCause() instanceof AuthorizationException) {
            return Optional.of(new CommandException(
                    "Kafka at " + connection.bootstrapServers() + " does not allow us " + what
                            + " (sluice topics acl lists who needs what)",
                    e));
        }
        return Optional.empty();
    }

    private CommandException unreachable(Exception cause) {
        return new CommandException(
                "no Kafka broker answers at " + connection.bootstrapServers() + " within " + PATIENCE_SECONDS + " s",
                cause);
    }

    private Properties properties() {
        Properties properties = connection.clientProperties();
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_SECONDS * 1000);
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_SECONDS * 1000 / 2);
        return properties;
    }

    private NewTopic topic(Topic topic, int partitions, short replication) {
        Map<String, String> settings = new HashMap<>();
        settings.put("message.timestamp.type", "LogAppendTime");
        if (topic.compacted()) {
            settings.put("cleanup.policy", "compact");
        } else if (topic == Topic.FRAMES || topic == Topic.CHAT || topic == Topic.REPORTS) {
            // Pictures and words of people: kept only as long as a restart needs them.
            settings.put("retention.ms", String.valueOf(DAY_MILLIS));
        }
        if (topic == Topic.FRAMES) {
            settings.put("max.message.bytes", String.valueOf(KafkaConnection.LARGEST_RECORD_BYTES));
            // A JPEG or H.264 frame does not shrink.
            settings.put("compression.type", "producer");
        }
        boolean one = topic == Topic.SIGNATURES || topic == Topic.POLICY;
        return new NewTopic(connection.name(topic), Optional.of(one ? 1 : partitions), Optional.of(replication))
                .configs(settings);
    }
}
