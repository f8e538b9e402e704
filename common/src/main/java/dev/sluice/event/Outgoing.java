package dev.sluice.event;

import java.util.Map;

/**
 * An encoded event on its way to Kafka.
 *
 * @param key as text; null for none
 * @param headers CloudEvents attributes ({@code ce_*}) and {@code content-type}
 * @param value null for a tombstone
 */
public record Outgoing(Topic topic, String key, Map<String, String> headers, byte[] value) {
    public Outgoing {
        headers = Map.copyOf(headers);
    }
}
