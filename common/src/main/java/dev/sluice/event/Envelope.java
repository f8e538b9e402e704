package dev.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A record's attributes and data, whichever of the two ways of CloudEvents 1.0 it came in: binary (attributes in {@code
 * ce_*} headers, data as the value) or structured (both in one JSON object).
 *
 * @param attributes by their CloudEvents names, without {@code ce_}
 * @param contentType of the data, in lower case without parameters; empty if not said
 * @param data bytes; null if the data came as JSON inside a structured event
 * @param json the data as JSON, if it came inside a structured event
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents,
 *     Kafka protocol binding 1.0.2</a>
 */
record Envelope(Map<String, String> attributes, String contentType, byte[] data, JsonNode json) {
    static final String PREFIX = "ce_";
    static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String SPEC_VERSION = "1.0";

    static Envelope open(EventJson json, Topic topic, Message message) throws MalformedEventException {
        if (message.value() == null) {
            throw new MalformedEventException("EMPTY", "the record has no value");
        }
        String contentType = mediaType(message.headers().get(CONTENT_TYPE));
        Envelope envelope = STRUCTURED.equals(contentType)
                ? structured(json.object(message.value()))
                : binary(contentType, message);
        envelope.check(topic);
        return envelope;
    }

    private static Envelope binary(String contentType, Message message) {
        Map<String, String> attributes = new HashMap<>();
        message.headers().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), value);
            }
        });
        return new Envelope(attributes, contentType, message.value(), null);
    }

    private static Envelope structured(JsonNode event) throws MalformedEventException {
        Map<String, String> attributes = new HashMap<>();
        event.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getKey().startsWith("data_")) {
                attributes.put(field.getKey(), field.getValue().asText());
            }
        });
        String contentType = mediaType(attributes.get("datacontenttype"));
        JsonNode base64 = event.get("data_base64");
        if (base64 == null) {
            return new Envelope(attributes, contentType, null, event.get("data"));
        }
        try {
            return new Envelope(attributes, contentType, Base64.getDecoder().decode(base64.asText()), null);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("WRONG_TYPE", "$.data_base64: is not base64");
        }
    }

    /** A producer that sets no attributes at all is understood; one that says something else is not. */
    private void check(Topic topic) throws MalformedEventException {
        String version = attributes.get("specversion");
        if (version != null && !SPEC_VERSION.equals(version)) {
            throw new MalformedEventException("UNSUPPORTED_VERSION", "ce_specversion: expected " + SPEC_VERSION);
        }
        String type = attributes.get("type");
        if (type != null && !topic.eventType().equals(type)) {
            throw new MalformedEventException("UNSUPPORTED_VERSION", "ce_type: expected " + topic.eventType());
        }
    }

    /** The data as a JSON object. */
    JsonNode object(EventJson reader) throws MalformedEventException {
        if (data != null) {
            return reader.object(data);
        }
        if (json == null) {
            throw new MalformedEventException("MISSING_FIELD", "$.data: is missing");
        }
        if (!json.isObject()) {
            throw new MalformedEventException("NOT_AN_OBJECT", "$.data: is no object");
        }
        return json;
    }

    private static String mediaType(String header) {
        if (header == null) {
            return "";
        }
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
