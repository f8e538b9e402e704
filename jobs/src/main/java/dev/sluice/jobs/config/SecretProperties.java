package dev.sluice.jobs.config;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Which of Kafka's client properties hold secrets: those that Kafka itself hides, and what calls itself one. */
final class SecretProperties {
    private static final Set<String> HIDDEN = Stream.of(
                    ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
            .flatMap(definition -> definition.configKeys().values().stream())
            .filter(key -> key.type == ConfigDef.Type.PASSWORD)
            .map(key -> key.name)
            .collect(Collectors.toUnmodifiableSet());

    private SecretProperties() {}

    static boolean contains(String property) {
        String name = property.toLowerCase(Locale.ROOT);
        return HIDDEN.contains(name)
                || Stream.of("password", "secret", "jaas", "token.value").anyMatch(name::contains);
    }
}
