package dev.sluice.cli.policy;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.CompactedTopic;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.TopicContents;
import dev.sluice.event.Decision;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
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
import java.util.concurrent.atomic.AtomicReference;

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

    /** The last debrief of an incident, if one was written since the topic of decisions begins. */
    public Optional<Decision> debrief(String name) throws CommandException {
        AtomicReference<Decision> last = new AtomicReference<>();
        EventCodec codec = new EventCodec();
        try (TopicContents topic = new TopicContents(connection, Topic.DECISIONS)) {
            topic.read(message -> {
                try {
                    // Those about a stream have its id as their key; most need not be parsed.
                    if (message.key() == null || message.key().isEmpty()) {
                        keepLater(last, codec.readDecision(message), name);
                    }
                } catch (MalformedEventException e) {
                    throw new CommandException(
                            topic.name() + " at offset " + message.origin().offset() + ": " + e.getMessage(), e);
                }
            });
        }
        return Optional.ofNullable(last.get());
    }

    /** Partitions are read in no order. */
    private static void keepLater(AtomicReference<Decision> last, Decision decision, String name) {
        boolean asked = "INCIDENT_DEBRIEF".equals(decision.action())
                && decision.reference().startsWith(IncidentDocument.KEY_PREFIX + name + "@");
        if (asked && (last.get() == null || decision.at().isAfter(last.get().at()))) {
            last.set(decision);
        }
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
