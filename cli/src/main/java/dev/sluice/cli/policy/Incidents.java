package dev.sluice.cli.policy;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.CompactedTopic;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.event.Outgoing;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.Incident;
import dev.sluice.policy.IncidentDocument;
import dev.sluice.policy.InvalidPolicyException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The incidents on the policy's topic. */
public final class Incidents {
    private final KafkaConnection connection;

    public Incidents(KafkaConnection connection) {
        this.connection = connection;
    }

    /** The last valid document of each incident, by name, expired ones too while the topic keeps them. */
    public Map<String, Incident> read() throws CommandException {
        Map<String, Incident> incidents = new TreeMap<>();
        try (CompactedTopic topic = new CompactedTopic(connection, Topic.POLICY)) {
            topic.visit(message -> {
                if (message.key() != null && message.key().startsWith(IncidentDocument.KEY_PREFIX)) {
                    parse(message.value()).ifPresent(incident -> incidents.put(incident.name(), incident));
                }
            });
        }
        return incidents;
    }

    public void publish(Incident incident) throws CommandException {
        try (EventProducer producer = new EventProducer(connection)) {
            producer.send(new Outgoing(
                    Topic.POLICY,
                    IncidentDocument.KEY_PREFIX + incident.name(),
                    Map.of("content-type", "application/yaml"),
                    incident.toYaml().getBytes(StandardCharsets.UTF_8)));
            producer.flush();
        }
    }

    private static Optional<Incident> parse(byte[] value) {
        try {
            return Optional.of(Incident.parse(new String(value, StandardCharsets.UTF_8)));
        } catch (InvalidPolicyException e) {
            // The job made it a dead letter.
            return Optional.empty();
        }
    }
}
