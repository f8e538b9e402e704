package dev.sluice.jobs.screening;

import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.nio.charset.StandardCharsets;

/** A policy that is not valid is refused, and the last good one stays in force. */
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
        if (message.value() == null || message.origin().offset() < from) {
            return null;
        }
        if (message.value().length > MOST_BYTES) {
            throw new MalformedEventException(
                    "TOO_LARGE",
                    "the policy has " + message.value().length + " bytes, at most " + MOST_BYTES + " allowed");
        }
        String text = new String(message.value(), StandardCharsets.UTF_8);
        try {
            Policy.parse(text);
        } catch (InvalidPolicyException e) {
            throw new MalformedEventException("INVALID_POLICY", e.getMessage());
        }
        return Control.ofPolicy(text);
    }
}
