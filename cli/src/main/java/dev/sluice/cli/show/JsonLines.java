package dev.sluice.cli.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.Topic;
import java.io.IOException;

/** One JSON object per event: {@code {"topic": "flags", "key": ..., "value": {...}}}. */
public final class JsonLines {
    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * The line, without its end.
     *
     * @throws IllegalArgumentException if the value is not JSON
     */
    public String line(Topic topic, String key, byte[] value) {
        ObjectNode line = mapper.createObjectNode();
        line.put("topic", topic.name(""));
        line.put("key", key);
        try {
            line.set("value", mapper.readTree(value));
            return mapper.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not readable", e);
        }
    }
}
