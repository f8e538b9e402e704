package dev.sluice.event;

import java.util.Map;

/**
 * A Kafka record as the codec sees it.
 *
 * @param key as text; null if the record has none
 * @param headers names in lower case, values as text
 * @param value null for a tombstone
 * @param origin where it stood
 */
public record Message(String key, Map<String, String> headers, byte[] value, Origin origin) {
    public Message {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }
}
