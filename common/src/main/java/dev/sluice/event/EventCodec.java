package dev.sluice.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Between Kafka records and events: CloudEvents 1.0 over the Kafka protocol binding. Reads binary and structured mode and
 * the plain values of producers that know neither; writes binary mode. Immutable, for any number of threads.
 *
 * <p>A record that is no event of its topic is refused with the class of the failure: {@code EMPTY}, {@code NOT_JSON},
 * {@code NOT_AN_OBJECT}, {@code TOO_LARGE}, {@code UNSUPPORTED_VERSION}, {@code MISSING_FIELD}, {@code EMPTY_VALUE},
 * {@code WRONG_TYPE}, {@code OUT_OF_RANGE}, {@code BAD_HASH} or {@code BAD_KEY}. Unknown fields are ignored, and unknown
 * enum values are carried as they came.
 */
public final class EventCodec {
    private static final String SOURCE = "/sluice";
    private static final String JSON_TYPE = "application/json";
    private static final int LONGEST_TEXT = 1 << 20;

    /** An envelope around a frame holds its bytes as one text: 24 MiB of them. */
    private static final int LONGEST_FRAME_TEXT = 32 << 20;

    private final JsonDocument documents = new JsonDocument(LONGEST_TEXT);
    private final JsonDocument frameEnvelopes = new JsonDocument(LONGEST_FRAME_TEXT);
    private final ObjectWriter writer;

    public EventCodec() {
        writer = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .build()
                .writer();
    }

    /**
     * A frame: its bytes, and what the attributes say of them. It needs a stream (key or subject), a content type and a
     * media time; without a sequence it has -1, and without an id one made of the stream and the sequence or time.
     */
    public FrameEvent readFrame(Message message) throws MalformedEventException {
        CloudEvent event = CloudEvent.of(message, Topic.FRAMES, frameEnvelopes);
        String streamId = event.keyOrSubject();
        if (streamId.isEmpty()) {
            throw new MalformedEventException(
                    "MISSING_FIELD", "the record's key and its subject are missing: expected the stream's id as key");
        }
        String contentType = event.contentType();
        long ptsMillis = event.whole("pts", Long.MIN_VALUE);
        long sequence = event.has("sequence") ? event.whole("sequence", 0) : -1;
        String usualId = streamId + "/" + (sequence < 0 ? ptsMillis + "ms" : sequence);
        return new FrameEvent(
                event.attribute("id", usualId),
                streamId,
                event.attribute("accountid", ""),
                sequence,
                ptsMillis,
                contentType,
                event.bytes(),
                message.origin());
    }

    /** A claim check, the payload of a frame of type {@link FrameRef#CONTENT_TYPE}. */
    public FrameRef readFrameRef(byte[] json) throws MalformedEventException {
        if (json == null || json.length == 0) {
            throw new MalformedEventException("EMPTY", "the claim check is empty: expected a JSON object");
        }
        return InputReader.frameRef(Json.root(documents.parse(json)));
    }

    /** A chat message; one that does not name its stream belongs to the record's key. */
    public ChatEvent readChat(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.CHAT, InputReader::chat);
    }

    public StreamEvent readStream(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.STREAMS, InputReader::stream);
    }

    /** A viewer's report; one that does not name its stream belongs to the record's key. */
    public ReportEvent readReport(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.REPORTS, InputReader::report);
    }

    /** Another system's word; one that does not name its stream belongs to the record's key. */
    public SignalEvent readSignal(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.SIGNALS, InputReader::signal);
    }

    /** A reviewer's verdict; one that does not name its stream belongs to the record's key. */
    public VerdictEvent readVerdict(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.VERDICTS, InputReader::verdict);
    }

    /** An account's standing; one that does not name its account belongs to the record's key. A tombstone is refused as EMPTY. */
    public AccountEvent readAccount(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.ACCOUNTS, InputReader::accountEvent);
    }

    /** A note on an account; one that does not name its account belongs to the record's key. */
    public AccountNote readAccountNote(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.ACCOUNT_NOTES, InputReader::accountNote);
    }

    /** An acknowledgement of a kill; one that does not name its stream belongs to the record's key. */
    public KillAck readKillAck(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.KILL_ACKS, InputReader::killAck);
    }

    /** A signature, whose key must agree with it; its hashes are given back in lower case. */
    public SignatureEvent readSignature(Message message) throws MalformedEventException {
        return InputReader.signature(read(message, Topic.SIGNATURES), message.key());
    }

    public Directive readDirective(Message message) throws MalformedEventException {
        return readKeyed(message, Topic.DIRECTIVES, InputReader::directive);
    }

    public Flag readFlag(Message message) throws MalformedEventException {
        return OutputReader.flag(read(message, Topic.FLAGS));
    }

    public Kill readKill(Message message) throws MalformedEventException {
        return OutputReader.kill(read(message, Topic.KILLS));
    }

    public Decision readDecision(Message message) throws MalformedEventException {
        return OutputReader.decision(read(message, Topic.DECISIONS));
    }

    /** Reads an event that belongs to a stream or an account. */
    private interface KeyedReader<T> {
        /** @param key whom it belongs to if it does not say; may be empty */
        T read(Json json, String key) throws MalformedEventException;
    }

    private <T> T readKeyed(Message message, Topic topic, KeyedReader<T> reader) throws MalformedEventException {
        CloudEvent event = CloudEvent.of(message, topic, documents);
        return reader.read(event.json(documents), event.keyOrSubject());
    }

    private Json read(Message message, Topic topic) throws MalformedEventException {
        return CloudEvent.of(message, topic, documents).json(documents);
    }

    /**
     * An event as JSON in binary mode.
     *
     * @param id unique for the event, and the same when it is written again
     * @param event a record; what is null is left out
     */
    public Outgoing write(Topic topic, String key, String id, Object event, Instant time) {
        try {
            // By way of a String: the writer of bytes fails on half a character, whereas this puts a question mark.
            byte[] value = writer.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
            return new Outgoing(topic, key, headers(topic, id, time, JSON_TYPE), value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + event.getClass().getName(), e);
        }
    }

    /** A frame in binary mode, under its stream as key; what it does not say is left out. */
    public Outgoing writeFrame(FrameEvent frame, Instant time) {
        Map<String, String> headers = headers(Topic.FRAMES, frame.id(), time, frame.contentType());
        if (!frame.accountId().isEmpty()) {
            headers.put(CloudEvent.HEADER_PREFIX + "accountid", frame.accountId());
        }
        if (frame.sequence() >= 0) {
            headers.put(CloudEvent.HEADER_PREFIX + "sequence", Long.toString(frame.sequence()));
        }
        headers.put(CloudEvent.HEADER_PREFIX + "pts", Long.toString(frame.ptsMillis()));
        return new Outgoing(Topic.FRAMES, frame.streamId(), headers, frame.payload());
    }

    private static Map<String, String> headers(Topic topic, String id, Instant time, String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CloudEvent.HEADER_PREFIX + "specversion", CloudEvent.VERSION);
        headers.put(CloudEvent.HEADER_PREFIX + "id", id);
        headers.put(CloudEvent.HEADER_PREFIX + "source", SOURCE);
        headers.put(CloudEvent.HEADER_PREFIX + "type", topic.eventType());
        headers.put(CloudEvent.HEADER_PREFIX + "time", time.toString());
        headers.put(CloudEvent.CONTENT_TYPE_HEADER, contentType);
        return headers;
    }
}
