package dev.sluice.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record on its way to Kafka, without a prefix before its topic.
 *
 * @param key as text; null if the record has none
 * @param headers names in lower case, values as text, in the order in which they are written
 * @param value null for a tombstone
 */
public record Outgoing(Topic topic, String key, Map<String, String> headers, byte[] value) {
    public Outgoing {
        headers = headers == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
