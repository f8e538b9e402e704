package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds for every record, however odd. */
class EventCodecPropertyTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Origin ORIGIN = new Origin("sluice.any", 3, 42, 1_777_636_800_000L);
    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Stands for what must not leave the record. */
    private static final String SECRET = "c0ffee";

    private static final List<String> EVENTS = List.of(
            "frames",
            "chat",
            "streams",
            "reports",
            "signals",
            "signatures",
            "accounts",
            "verdicts",
            "kill-acks",
            "account-notes",
            "directives",
            "flags",
            "kills",
            "frame-ref");

    private final EventCodec codec = new EventCodec();

    @Property
    void aChatMessageSurvivesTheWire(
            @ForAll("texts") String streamId, @ForAll("texts") String author, @ForAll("texts") String text)
            throws MalformedEventException {
        Assume.that(!streamId.isBlank() && !text.isBlank());
        ChatEvent chat = new ChatEvent(streamId, "m-1", author, text, NOON);

        Outgoing written = codec.write(Topic.CHAT, streamId, "m-1", chat, NOON);

        assertThat(codec.readChat(received(written))).isEqualTo(chat);
    }

    @Property
    void whatOthersSayOfAStreamSurvivesTheWire(
            @ForAll("names") String streamId,
            @ForAll("names") String name,
            @ForAll("texts") String text,
            @ForAll @DoubleRange(max = 1) double share,
            @ForAll boolean kill)
            throws MalformedEventException {
        ReportEvent report = new ReportEvent(streamId, text, name, name, share, text, NOON);
        SignalEvent signal = new SignalEvent(streamId, name, name, share, text, null);
        VerdictEvent verdict = new VerdictEvent(streamId, name, name, name, text, text, kill, NOON);
        KillAck ack = new KillAck(name, streamId, name, NOON);

        assertThat(codec.readReport(sent(Topic.REPORTS, report))).isEqualTo(report);
        assertThat(codec.readSignal(sent(Topic.SIGNALS, signal))).isEqualTo(signal);
        assertThat(codec.readVerdict(sent(Topic.VERDICTS, verdict))).isEqualTo(verdict);
        assertThat(codec.readKillAck(sent(Topic.KILL_ACKS, ack))).isEqualTo(ack);
    }

    @Property
    void whatIsSaidOfAnAccountSurvivesTheWire(
            @ForAll("names") String accountId,
            @ForAll("names") String name,
            @ForAll("texts") String text,
            @ForAll @IntRange int count,
            @ForAll @LongRange long millis)
            throws MalformedEventException {
        AccountEvent account = new AccountEvent(accountId, text, count, NOON.plusSeconds(count), text, null);
        AccountNote note =
                new AccountNote(accountId, name, name, text, text, count, millis, count, millis, millis, NOON);

        assertThat(codec.readAccount(sent(Topic.ACCOUNTS, account))).isEqualTo(account);
        assertThat(codec.readAccountNote(sent(Topic.ACCOUNT_NOTES, note))).isEqualTo(note);
    }

    @Property
    void aDirectiveSurvivesTheWireWithItsRedirect(
            @ForAll("names") String streamId, @ForAll("redirects") Map<String, String> redirect)
            throws MalformedEventException {
        Directive directive = new Directive(streamId, 2, NOON, "chat", redirect);

        assertThat(codec.readDirective(sent(Topic.DIRECTIVES, directive))).isEqualTo(directive);
    }

    @Property
    void aTimelineKeepsItsLastMoments(@ForAll @Size(max = 50) List<@From("names") String> steps)
            throws MalformedEventException {
        List<Flag.Moment> moments =
                steps.stream().map(step -> new Flag.Moment(NOON, step)).toList();
        Flag flag = flagWith(List.of(new Flag.Related("other", null, 3)), moments);

        assertThat(flag.timeline())
                .hasSize(Math.min(steps.size(), Flag.LONGEST_TIMELINE))
                .isEqualTo(moments.subList(moments.size() - flag.timeline().size(), moments.size()));
        assertThat(codec.readFlag(sent(Topic.FLAGS, flag))).isEqualTo(flag);
    }

    private static Flag flagWith(List<Flag.Related> related, List<Flag.Moment> timeline) {
        return new Flag(
                "f",
                1,
                Flag.OPEN,
                "s",
                "a",
                Flag.RESTREAM,
                "THREAT",
                "P1",
                NOON,
                "REVIEW",
                List.of(),
                List.of(),
                List.of(),
                0.5,
                List.of(),
                related,
                timeline,
                null,
                null,
                0,
                new Versions("j", "p", 1),
                NOON);
    }

    @Property
    void aFrameSurvivesTheWireInHeadersAndInAnEnvelope(@ForAll("frames") FrameEvent frame)
            throws MalformedEventException {
        Outgoing written = codec.writeFrame(frame, NOON);

        assertThat(codec.readFrame(received(written)))
                .usingRecursiveComparison()
                .isEqualTo(frame);
        assertThat(codec.readFrame(enveloped(written)))
                .usingRecursiveComparison()
                .isEqualTo(frame);
    }

    @Property
    void bytesAreAnEventOrMalformed(@ForAll byte[] bytes, @ForAll("headers") Map<String, String> headers) {
        for (String event : EVENTS) {
            refusal(event, new Message("s-1", headers, bytes, ORIGIN));
        }
    }

    @Property
    void aDamagedEventIsAnEventOrMalformed(
            @ForAll("events") String event, @ForAll int place, @ForAll byte damage, @ForAll boolean cut)
            throws IOException {
        byte[] bytes = bytes(example(event));
        int at = Math.floorMod(place, bytes.length);
        bytes[at] = damage;

        refusal(event, message(event, cut ? Arrays.copyOf(bytes, at + 1) : bytes));
    }

    @Property
    void aRefusalNeverQuotesTheRecord(
            @ForAll("events") String event, @ForAll("secrets") JsonNode secret, @ForAll int which, @ForAll int end)
            throws IOException {
        JsonNode example = example(event);
        List<Runnable> changes = new ArrayList<>();
        collectChanges(example, secret, changes);
        changes.get(Math.floorMod(which, changes.size())).run();
        byte[] whole = bytes(example);
        byte[] cut = Arrays.copyOf(whole, 1 + Math.floorMod(end, whole.length));

        for (byte[] bytes : List.of(whole, cut)) {
            MalformedEventException refused = refusal(event, message(event, bytes));
            if (refused != null) {
                assertThat(refused.getMessage()).doesNotContain(SECRET, "8675309");
                assertThat(refused.getCause()).isNull();
            }
        }
    }

    @Property
    void aRefusalNeverQuotesTheHeadersOrTheKey(@ForAll("headers") Map<String, String> headers) {
        for (String event : EVENTS) {
            MalformedEventException refused = refusal(event, new Message(SECRET, headers, new byte[] {1}, ORIGIN));
            if (refused != null) {
                assertThat(refused.getMessage()).doesNotContain(SECRET);
            }
        }
    }

    /** Every character there is, and more often those that hurt. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Integer> odd = Arbitraries.of(0, 9, 0x20, 0x22, 0x5C, 0x7F, 0xA0, 0x200B, 0x202E, 0x2028, 0xFEFF);
        Arbitrary<Integer> low = Arbitraries.integers().between(0, 0xD7FF);
        Arbitrary<Integer> high = Arbitraries.integers().between(0xE000, 0x10FFFF);
        return Arbitraries.oneOf(odd, low, high).list().ofMaxSize(40).map(points -> points.stream()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    @Provide
    Arbitrary<String> names() {
        return texts().filter(text -> !text.isBlank());
    }

    @Provide
    Arbitrary<Map<String, String>> redirects() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(4);
    }

    @Provide
    Arbitrary<FrameEvent> frames() {
        Arbitrary<String> names = names();
        return Combinators.combine(
                        names,
                        names,
                        Arbitraries.oneOf(Arbitraries.just(""), names),
                        Arbitraries.longs().between(-1, Long.MAX_VALUE),
                        Arbitraries.longs(),
                        Arbitraries.of("image/jpeg", "video/h264", FrameRef.CONTENT_TYPE),
                        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(100))
                .as((id, streamId, accountId, sequence, pts, contentType, payload) ->
                        new FrameEvent(id, streamId, accountId, sequence, pts, contentType, payload, ORIGIN));
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> names = Arbitraries.of(
                "content-type", "ce_id", "ce_type", "ce_specversion", "ce_subject", "ce_pts", "ce_sequence");
        Arbitrary<String> values = Arbitraries.oneOf(
                texts(),
                Arbitraries.of(
                        SECRET,
                        "application/cloudevents+json",
                        "image/png",
                        "1.0",
                        "12",
                        "-12",
                        "99999999999999999999"));
        return Arbitraries.maps(names, values);
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of(EVENTS);
    }

    @Provide
    Arbitrary<JsonNode> secrets() {
        return Arbitraries.of(
                        "\"c0ffee\"",
                        "8675309",
                        "-8675309",
                        "8675309.5",
                        "8675309e300",
                        "[\"c0ffee\"]",
                        "[8675309]",
                        "{\"c0ffee\":\"c0ffee\"}",
                        "true",
                        "null")
                .map(EventCodecPropertyTest::parse);
    }

    /** One change per place in the tree: the secret instead of what is there, or under a name of its own. */
    private static void collectChanges(JsonNode node, JsonNode secret, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            changes.add(() -> object.set(SECRET, secret));
            object.properties().forEach(field -> {
                changes.add(() -> object.set(field.getKey(), secret));
                collectChanges(field.getValue(), secret, changes);
            });
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                int at = i;
                changes.add(() -> list.set(at, secret));
                collectChanges(list.get(i), secret, changes);
            }
        }
    }

    /** Why the codec refuses the record; null if it does not. Anything else that is thrown fails the property. */
    private MalformedEventException refusal(String event, Message message) {
        try {
            assertThat(read(event, message)).isNotNull();
            return null;
        } catch (MalformedEventException e) {
            assertThat(e.error()).matches("[A-Z_]+");
            return e;
        }
    }

    private Object read(String event, Message message) throws MalformedEventException {
        return switch (event) {
            case "frames" -> codec.readFrame(message);
            case "chat" -> codec.readChat(message);
            case "streams" -> codec.readStream(message);
            case "signatures" -> codec.readSignature(message);
            case "reports" -> codec.readReport(message);
            case "signals" -> codec.readSignal(message);
            case "accounts" -> codec.readAccount(message);
            case "verdicts" -> codec.readVerdict(message);
            case "kill-acks" -> codec.readKillAck(message);
            case "account-notes" -> codec.readAccountNote(message);
            case "directives" -> codec.readDirective(message);
            case "flags" -> codec.readFlag(message);
            case "kills" -> codec.readKill(message);
            default -> codec.readFrameRef(message.value());
        };
    }

    private static Message message(String event, byte[] value) {
        String key = event.equals("signatures") ? "tvec/v-2031" : null;
        return new Message(key, event.equals("frames") ? STRUCTURED : Map.of(), value, ORIGIN);
    }

    /** The event as it arrives, under a key that names nothing of it. */
    private Message sent(Topic topic, Object event) {
        return received(codec.write(topic, "k", "id", event, NOON));
    }

    private static Message received(Outgoing outgoing) {
        return new Message(outgoing.key(), outgoing.headers(), outgoing.value(), ORIGIN);
    }

    /** The same event in structured mode, without a key. */
    private static Message enveloped(Outgoing outgoing) {
        ObjectNode envelope = JSON.createObjectNode();
        outgoing.headers()
                .forEach((name, value) ->
                        envelope.put(name.equals("content-type") ? "datacontenttype" : name.substring(3), value));
        envelope.put("subject", outgoing.key());
        envelope.put("data_base64", outgoing.value());
        return new Message(null, STRUCTURED, bytes(envelope), ORIGIN);
    }

    private static JsonNode example(String event) throws IOException {
        try (InputStream json =
                EventCodecPropertyTest.class.getResourceAsStream("/schema/examples/" + event + ".json")) {
            return JSON.readTree(json);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
