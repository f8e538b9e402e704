package dev.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Events from and to Kafka records: CloudEvents 1.0 in binary or structured mode in, binary mode out. Immutable and
 * thread-safe.
 *
 * <p>Readers ignore unknown fields, carry unknown enum values, coerce nothing, and throw only {@link
 * MalformedEventException}, whose message says what was wrong and where but never quotes the record.
 */
public final class EventCodec {
    private static final String SOURCE = "/sluice";
    private static final String JSON = "application/json";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int BEST_QUALITY = 100;

    private final EventJson json = new EventJson();

    /** A frame: its bytes in the value, all else in attributes; the stream is the key or the subject. */
    public FrameEvent readFrame(Message message) throws MalformedEventException {
        Envelope envelope = Envelope.open(json, Topic.FRAMES, message);
        Map<String, String> attributes = envelope.attributes();
        String streamId = message.key() == null ? attributes.get("subject") : message.key();
        require(streamId, "the record's key (or ce_subject): the stream's id");
        if (envelope.contentType().isEmpty()) {
            throw new MalformedEventException("MISSING_FIELD", "content-type: is missing");
        }
        byte[] payload = envelope.data();
        if (payload == null) {
            // A claim check inside a structured event is JSON; any other frame must come as base64.
            payload = json.write(envelope.object(json));
        }
        long sequence = whole(attributes.getOrDefault("sequence", "0"), "ce_sequence");
        String pts = attributes.get("pts");
        require(pts, "ce_pts: media time in milliseconds");
        return new FrameEvent(
                attributes.getOrDefault("id", streamId + "/" + sequence),
                streamId,
                attributes.getOrDefault("accountid", ""),
                sequence,
                whole(pts, "ce_pts"),
                envelope.contentType(),
                payload,
                message.origin());
    }

    /** A claim check, as it lies in a frame's payload. */
    public FrameRef readFrameRef(byte[] payload) throws MalformedEventException {
        FrameRef ref = json.read(json.object(payload), FrameRef.class);
        require(ref.uri(), "$.uri");
        require(ref.sha256(), "$.sha256");
        require(ref.contentType(), "$.content_type");
        if (!HASH.matcher(ref.sha256()).matches()) {
            throw new MalformedEventException("BAD_HASH", "$.sha256: expected 64 lower-case hexadecimal digits");
        }
        return ref;
    }

    public ChatEvent readChat(Message message) throws MalformedEventException {
        ChatEvent chat = json.read(dataWithStream(Topic.CHAT, message), ChatEvent.class);
        require(chat.streamId(), "$.stream_id");
        if (chat.text() == null) {
            throw new MalformedEventException("MISSING_FIELD", "$.text: is missing");
        }
        return new ChatEvent(
                chat.streamId(), orEmpty(chat.messageId()), orEmpty(chat.authorId()), chat.text(), chat.sentAt());
    }

    public StreamEvent readStream(Message message) throws MalformedEventException {
        ObjectNode data = dataWithStream(Topic.STREAMS, message);
        // Not said is not zero viewers.
        if (!data.hasNonNull("viewers")) {
            data.put("viewers", -1);
        }
        StreamEvent event = json.read(data, StreamEvent.class);
        require(event.streamId(), "$.stream_id");
        require(event.phase(), "$.phase");
        return event;
    }

    /** A signature; its key says the same as its fields. */
    public SignatureEvent readSignature(Message message) throws MalformedEventException {
        JsonNode data = Envelope.open(json, Topic.SIGNATURES, message).object(json);
        SignatureEvent event = json.read(data, SignatureEvent.class);
        require(event.bank(), "$.bank");
        require(event.signatureId(), "$.signature_id");
        require(event.media(), "$.media");
        if (event.frames().isEmpty()) {
            throw new MalformedEventException("MISSING_FIELD", "$.frames: expected at least one");
        }
        for (int i = 0; i < event.frames().size(); i++) {
            if (!data.path("frames").path(i).hasNonNull("quality")) {
                throw new MalformedEventException("MISSING_FIELD", "$.frames[" + i + "].quality: is missing");
            }
            check(event.frames().get(i), "$.frames[" + i + "]");
        }
        String expected = event.bank() + "/" + event.signatureId();
        boolean agrees = message.key() != null
                && (message.key().equals(expected) || message.key().startsWith(expected + "/"));
        if (!agrees) {
            throw new MalformedEventException("BAD_KEY", "key: expected bank/signature_id[/chunk] of the value");
        }
        return new SignatureEvent(
                event.bank(),
                event.signatureId(),
                event.media(),
                event.opinion() == null ? SignatureEvent.POSITIVE : event.opinion(),
                orEmpty(event.source()),
                event.addedAt(),
                event.frames());
    }

    public Directive readDirective(Message message) throws MalformedEventException {
        Directive directive = json.read(dataWithStream(Topic.DIRECTIVES, message), Directive.class);
        require(directive.streamId(), "$.stream_id");
        if (directive.until() == null) {
            throw new MalformedEventException("MISSING_FIELD", "$.until: is missing");
        }
        if (!(directive.framesPerSecond() > 0 && directive.framesPerSecond() <= 1000)) {
            throw new MalformedEventException(
                    "OUT_OF_RANGE", "$.frames_per_second: expected more than 0, at most 1000");
        }
        return new Directive(
                directive.streamId(), directive.framesPerSecond(), directive.until(), orEmpty(directive.reason()));
    }

    public Flag readFlag(Message message) throws MalformedEventException {
        Flag flag = json.read(Envelope.open(json, Topic.FLAGS, message).object(json), Flag.class);
        require(flag.flagId(), "$.flag_id");
        require(flag.streamId(), "$.stream_id");
        require(flag.state(), "$.state");
        require(flag.reason(), "$.reason");
        return flag;
    }

    public Kill readKill(Message message) throws MalformedEventException {
        Kill kill = json.read(Envelope.open(json, Topic.KILLS, message).object(json), Kill.class);
        require(kill.killId(), "$.kill_id");
        require(kill.streamId(), "$.stream_id");
        if (kill.expiresAt() == null) {
            throw new MalformedEventException("MISSING_FIELD", "$.expires_at: is missing");
        }
        return kill;
    }

    /**
     * Any JSON event, in binary mode.
     *
     * @param id the CloudEvents id: the same for the same event, however often it is written
     * @param event a record of this package
     */
    public Outgoing write(Topic topic, String key, String id, Object event, Instant time) {
        return new Outgoing(topic, key, attributes(topic, id, JSON, time), json.write(event));
    }

    /** A frame: the payload is the value, as it is. */
    public Outgoing writeFrame(FrameEvent frame, Instant time) {
        Map<String, String> headers = attributes(Topic.FRAMES, frame.id(), frame.contentType(), time);
        headers.put("ce_subject", frame.streamId());
        headers.put("ce_accountid", frame.accountId());
        headers.put("ce_sequence", String.valueOf(frame.sequence()));
        headers.put("ce_pts", String.valueOf(frame.ptsMillis()));
        return new Outgoing(Topic.FRAMES, frame.streamId(), headers, frame.payload());
    }

    private static Map<String, String> attributes(Topic topic, String id, String contentType, Instant time) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Envelope.CONTENT_TYPE, contentType);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_source", SOURCE);
        headers.put("ce_type", topic.eventType());
        headers.put("ce_time", time.toString());
        return headers;
    }

    /** The data; the key stands in for a stream id that the value does not repeat. */
    private ObjectNode dataWithStream(Topic topic, Message message) throws MalformedEventException {
        JsonNode data = Envelope.open(json, topic, message).object(json);
        ObjectNode object = (ObjectNode) data;
        if (!object.hasNonNull("stream_id") && message.key() != null) {
            object.put("stream_id", message.key());
        }
        return object;
    }

    private static void check(SignatureEvent.Frame frame, String at) throws MalformedEventException {
        if (frame.hash() == null || !HASH.matcher(frame.hash()).matches()) {
            throw new MalformedEventException("BAD_HASH", at + ".hash: expected 64 lower-case hexadecimal digits");
        }
        if (frame.quality() < 0 || frame.quality() > BEST_QUALITY) {
            throw new MalformedEventException("OUT_OF_RANGE", at + ".quality: expected 0..100");
        }
        if (frame.tMillis() < 0) {
            throw new MalformedEventException("OUT_OF_RANGE", at + ".t_millis: expected 0 or more");
        }
    }

    private static void require(String value, String what) throws MalformedEventException {
        if (value == null) {
            throw new MalformedEventException("MISSING_FIELD", what + ": is missing");
        }
        if (value.isBlank()) {
            throw new MalformedEventException("EMPTY_VALUE", what + ": is blank");
        }
    }

    private static long whole(String value, String what) throws MalformedEventException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedEventException("WRONG_TYPE", what + ": expected a whole number");
        }
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }
}
