package dev.sluice.jobs.screening;

import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.policy.Incident;
import dev.sluice.policy.IncidentDocument;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.nio.charset.StandardCharsets;

/** A policy or an incident that is not valid is refused, and the last good one stays in force. */
final class ReadPolicy implements ReadEvents.Reader<Control> {
    private static final int MOST_BYTES = 1 << 20;

    private final long from;

    /**
     * @param from the offset of the policy in force already: the ones before it, which compaction has not removed yet,
     *     must not come into force again
     */
    ReadPolicy(long from) {
        this.from = from;
    }

    @Override
    public Control read(EventCodec codec, Message message) throws MalformedEventException {
        boolean incident = message.key() != null && message.key().startsWith(IncidentDocument.KEY_PREFIX);
        if (message.value() == null) {
            return incident ? Control.ofIncident(message.key(), "") : null;
        }
        if (!incident && message.origin().offset() < from) {
            return null;
        }
        if (message.value().length > MOST_BYTES) {
            throw new MalformedEventException(
                    "TOO_LARGE",
                    "the policy has " + message.value().length + " bytes, at most " + MOST_BYTES + " allowed");
        }
        String text = new String(message.value(), StandardCharsets.UTF_8);
        return incident ? incident(message.key(), text) : policy(text);
    }

    private static Control policy(String text) throws MalformedEventException {
        try {
            Policy.parse(text);
            return Control.ofPolicy(text);
        } catch (InvalidPolicyException e) {
            throw new MalformedEventException("INVALID_POLICY", e.getMessage());
        }
    }

    private static Control incident(String key, String text) throws MalformedEventException {
        String name;
        try {
            name = Incident.parse(text).name();
        } catch (InvalidPolicyException e) {
            throw new MalformedEventException("INVALID_POLICY", e.getMessage());
        }
        if (!key.equals(IncidentDocument.KEY_PREFIX + name)) {
            throw new MalformedEventException(
                    "BAD_KEY", "the record's key names another incident than its value: expected incident/" + name);
        }
        return Control.ofIncident(key, text);
    }
}
