package dev.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A record's CloudEvents attributes and its data, whichever way they travelled: in headers around the value (binary mode)
 * or in one JSON envelope (structured mode). Producers that know nothing of CloudEvents may leave attributes out; one that
 * is there must be right.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
final class CloudEvent {
    static final String CONTENT_TYPE_HEADER = "content-type";
    static final String HEADER_PREFIX = "ce_";
    static final String VERSION = "1.0";

    private static final String ENVELOPE = "application/cloudevents+json";
    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";

    private final Message message;
    private final Json envelope;

    /** @param envelope null in binary mode */
    private CloudEvent(Message message, Json envelope) {
        this.message = message;
        this.envelope = envelope;
    }

    /** @param envelopes how an envelope of structured mode is parsed */
    static CloudEvent of(Message message, Topic topic, JsonDocument envelopes) throws MalformedEventException {
        if (message.value() == null || message.value().length == 0) {
            throw new MalformedEventException("EMPTY", "the record has no value: expected an event");
        }
        String contentType = mediaType(message.headers().getOrDefault(CONTENT_TYPE_HEADER, ""));
        Json envelope = contentType.equals(ENVELOPE) ? Json.root(envelopes.parse(message.value())) : null;
        CloudEvent event = new CloudEvent(message, envelope);
        event.expect("specversion", VERSION);
        event.expect("type", topic.eventType());
        return event;
    }

    /** A content type in lower case, without its parameters. */
    static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** The record's key, or else its subject; empty if it has neither. */
    String keyOrSubject() throws MalformedEventException {
        String key = message.key();
        return key == null || key.isBlank() ? attribute("subject", "") : key;
    }

    /** The type of the data, as {@link #mediaType}. */
    String contentType() throws MalformedEventException {
        String name = envelope == null ? CONTENT_TYPE_HEADER : "datacontenttype";
        String declared = envelope == null ? message.headers().get(name) : envelope.textOr(name, null);
        if (declared == null) {
            throw missing(label(name), "the type of the data, such as image/jpeg");
        }
        String contentType = mediaType(declared);
        if (contentType.isEmpty()) {
            throw new MalformedEventException(
                    "EMPTY_VALUE", label(name) + " is blank: expected the type of the data, such as image/jpeg");
        }
        return contentType;
    }

    /** An attribute's text; a blank one is as good as none. */
    String attribute(String name, String otherwise) throws MalformedEventException {
        String text = envelope == null ? message.headers().get(HEADER_PREFIX + name) : envelope.textOr(name, otherwise);
        return text == null || text.isBlank() ? otherwise : text;
    }

    boolean has(String name) throws MalformedEventException {
        return isNumber(name) || !attribute(name, "").isEmpty();
    }

    /** A whole number; in an envelope it may be a number or its digits. */
    long whole(String name, long least) throws MalformedEventException {
        if (isNumber(name)) {
            return envelope.whole(name, least, Long.MAX_VALUE);
        }
        String expected = "a whole number from " + least;
        String digits = attribute(name, "");
        if (digits.isEmpty()) {
            throw missing(label(HEADER_PREFIX + name), expected);
        }
        long number;
        try {
            number = Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new MalformedEventException(
                    "WRONG_TYPE", label(HEADER_PREFIX + name) + " is another text: expected " + expected);
        }
        if (number < least) {
            throw new MalformedEventException(
                    "OUT_OF_RANGE", label(HEADER_PREFIX + name) + " is out of range: expected " + expected);
        }
        return number;
    }

    /** The data as a JSON object. */
    Json json(JsonDocument documents) throws MalformedEventException {
        if (envelope == null) {
            return Json.root(documents.parse(message.value()));
        }
        return Json.root(hasPlainData() ? envelope.node(DATA) : documents.parse(envelope.bytes(DATA_BASE64)));
    }

    /** The data as it is; of an envelope, what its base64 stands for, or the JSON that lies in it. */
    byte[] bytes() throws MalformedEventException {
        if (envelope == null) {
            return message.value();
        }
        if (!hasPlainData()) {
            byte[] bytes = envelope.bytes(DATA_BASE64);
            if (bytes.length == 0) {
                throw new MalformedEventException("EMPTY", DATA_BASE64 + " is empty: expected the event's data");
            }
            return bytes;
        }
        JsonNode data = envelope.node(DATA);
        if (!contentType().endsWith("json")) {
            throw new MalformedEventException("WRONG_TYPE", DATA + " is JSON: expected " + DATA_BASE64);
        }
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean hasPlainData() throws MalformedEventException {
        boolean plain = envelope.has(DATA);
        if (plain == envelope.has(DATA_BASE64)) {
            throw new MalformedEventException(
                    plain ? "WRONG_TYPE" : "MISSING_FIELD",
                    (plain ? "data and data_base64 are both there" : "data is missing")
                            + ": expected either data or data_base64");
        }
        return plain;
    }

    private boolean isNumber(String name) {
        return envelope != null && envelope.node(name).isNumber();
    }

    private void expect(String name, String value) throws MalformedEventException {
        if (!attribute(name, value).equals(value)) {
            throw new MalformedEventException(
                    "UNSUPPORTED_VERSION", label(HEADER_PREFIX + name) + " is another one: expected " + value);
        }
    }

    private static MalformedEventException missing(String label, String expected) {
        return new MalformedEventException("MISSING_FIELD", label + " is missing: expected " + expected);
    }

    /** How a message names an attribute. */
    private String label(String header) {
        if (envelope == null) {
            return "header " + header;
        }
        return header.startsWith(HEADER_PREFIX) ? header.substring(HEADER_PREFIX.length()) : header;
    }
}
