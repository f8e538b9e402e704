package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Origin ORIGIN = new Origin("sluice.any", 3, 42, 1_777_636_800_000L);
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/CloudEvents+json; charset=utf-8");

    private final EventCodec codec = new EventCodec();

    @Test
    void readsAPlainChatMessageOfASimpleProducer() throws Exception {
        ChatEvent chat = codec.readChat(message("s-1", Map.of(), "{\"text\":\"hello\",\"colour\":\"red\"}"));

        assertThat(chat).isEqualTo(new ChatEvent("s-1", "", "", "hello", null));
    }

    @Test
    void aChatMessageNamesItsStreamItself() throws Exception {
        ChatEvent chat = codec.readChat(message(
                "author-9",
                Map.of(),
                "{\"stream_id\":\"s-1\",\"message_id\":\"m\",\"author_id\":\"a\",\"text\":\"hi\","
                        + "\"sent_at\":\"2026-05-01T14:00:00.25+02:00\"}"));

        assertThat(chat).isEqualTo(new ChatEvent("s-1", "m", "a", "hi", NOON.plusMillis(250)));
    }

    @Test
    void aChatMessageWithoutAnyStreamIsRefused() {
        assertRefused(
                () -> codec.readChat(message(null, Map.of(), "{\"text\":\"hello\"}")),
                "MISSING_FIELD",
                "stream_id is missing: expected a text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'text':5}|WRONG_TYPE|text is a number: expected a text",
                "{'text':{}}|WRONG_TYPE|text is an object: expected a text",
                "{'text':['x']}|WRONG_TYPE|text is a list: expected a text",
                "{'text':true}|WRONG_TYPE|text is true or false: expected a text",
                "{'text':null}|MISSING_FIELD|text is missing: expected a text",
                "{}|MISSING_FIELD|text is missing: expected a text",
                "{'stream_id':'','text':'x'}|EMPTY_VALUE|stream_id is blank: expected a text",
                "{'text':'x','sent_at':1777636800}|WRONG_TYPE|sent_at is a number: expected an RFC 3339 time such as"
                        + " 2026-01-31T12:00:00Z",
                "{'text':'x','sent_at':'noon'}|WRONG_TYPE|sent_at is another text: expected an RFC 3339 time such as"
                        + " 2026-01-31T12:00:00Z",
                "['text']|NOT_AN_OBJECT|the event is a list: expected a JSON object",
                "12|NOT_AN_OBJECT|the event is a number: expected a JSON object",
                "{'text':'x'} x|NOT_JSON|not JSON at line 1, column 14: expected one JSON object with unique names and"
                        + " nothing after it",
                "{'text':'x'}{}|NOT_JSON|not JSON at line 1, column 13: expected one JSON object with unique names and"
                        + " nothing after it",
                "{'text':'x','text':'y'}|NOT_JSON|not JSON at line 1, column 19: expected one JSON object with unique"
                        + " names and nothing after it",
                "{'text':|NOT_JSON|not JSON at line 1, column 9: expected one JSON object with unique names and nothing"
                        + " after it"
            })
    void saysWhatIsWrongWithAChatMessage(String json, String error, String message) {
        assertRefused(() -> codec.readChat(message("s-1", Map.of(), json.replace('\'', '"'))), error, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T12:00:00Z",
                "2026-05-01T12:00Z",
                "2026-05-01 12:00:00Z",
                "2026-05-01T12:00:00",
                "+12026-05-01T12:00:00Z",
                "-999999999-01-01T00:00:00Z"
            })
    void refusesTimesThatAreNotOfRfc3339(String time) {
        assertRefused(
                () -> codec.readChat(message("s", Map.of(), "{\"text\":\"x\",\"sent_at\":\"" + time + "\"}")),
                "WRONG_TYPE");
    }

    private static Message message(String key, Map<String, String> headers, String value) {
        return new Message(key, headers, value.getBytes(StandardCharsets.UTF_8), ORIGIN);
    }

    private static void assertRefused(ThrowingCallable reading, String error, String message) {
        assertThat(assertRefused(reading, error)).hasMessage(message);
    }

    private static MalformedEventException assertRefused(ThrowingCallable reading, String error) {
        MalformedEventException refused = catchThrowableOfType(MalformedEventException.class, reading);
        assertThat(refused).isNotNull();
        assertThat(refused.error()).isEqualTo(error);
        return refused;
    }

    @Test
    void aFrameTravelsInHeadersAroundItsBytes() throws Exception {
        FrameEvent frame = new FrameEvent("e-1", "s-1", "a-1", 7, 3_500, "image/jpeg", new byte[] {1, 2}, ORIGIN);

        Outgoing outgoing = codec.writeFrame(frame, NOON);

        assertThat(outgoing.topic()).isEqualTo(Topic.FRAMES);
        assertThat(outgoing.key()).isEqualTo("s-1");
        assertThat(outgoing.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "e-1",
                        "ce_source", "/sluice",
                        "ce_type", "dev.sluice.frames.v1",
                        "ce_time", "2026-05-01T12:00:00Z",
                        "content-type", "image/jpeg",
                        "ce_accountid", "a-1",
                        "ce_sequence", "7",
                        "ce_pts", "3500"));
        assertThat(codec.readFrame(new Message(outgoing.key(), outgoing.headers(), outgoing.value(), ORIGIN)))
                .usingRecursiveComparison()
                .isEqualTo(frame);
    }

    @Test
    void aFrameInAnEnvelopeIsTheSameFrame() throws Exception {
        String pixels = Base64.getEncoder().encodeToString(new byte[] {1, 2});
        String envelope = "{\"specversion\":\"1.0\",\"type\":\"dev.sluice.frames.v1\",\"id\":\"e-1\",\"source\":\"/x\","
                + "\"subject\":\"s-1\",\"accountid\":\"a-1\",\"sequence\":\"7\",\"pts\":3500,"
                + "\"datacontenttype\":\"image/JPEG; q=1\",\"data_base64\":\"" + pixels + "\"}";

        assertThat(codec.readFrame(message(null, STRUCTURED, envelope)))
                .usingRecursiveComparison()
                .isEqualTo(new FrameEvent("e-1", "s-1", "a-1", 7, 3_500, "image/jpeg", new byte[] {1, 2}, ORIGIN));
    }

    @Test
    void aFrameNeedsOnlyItsStreamItsTypeAndItsTime() throws Exception {
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "image/png", "ce_pts", "40"));

        assertThat(codec.readFrame(message("s-1", headers, "x")).id()).isEqualTo("s-1/40ms");
        assertThat(codec.readFrame(message("s-1", headers, "x")).sequence()).isEqualTo(-1);

        headers.put("ce_sequence", "2");
        assertThat(codec.readFrame(message("s-1", headers, "x")).id()).isEqualTo("s-1/2");

        headers.put("ce_subject", "s-2");
        assertThat(codec.readFrame(message(null, headers, "x")).streamId()).isEqualTo("s-2");
    }

    @Test
    void saysWhichHeaderOfAFrameIsWrong() {
        Map<String, String> good = Map.of("content-type", "image/png", "ce_pts", "40");

        assertRefused(() -> codec.readFrame(message(null, good, "x")), "MISSING_FIELD");
        assertRefused(
                () -> codec.readFrame(message("s", Map.of("ce_pts", "40"), "x")),
                "MISSING_FIELD",
                "header content-type is missing: expected the type of the data, such as image/jpeg");
        MalformedEventException noTime = assertRefused(
                () -> codec.readFrame(message("s", Map.of("content-type", "image/png"), "x")), "MISSING_FIELD");
        assertThat(noTime).hasMessageStartingWith("header ce_pts is missing");
        assertRefused(() -> codec.readFrame(message("s", with(good, "ce_pts", "4.5"), "x")), "WRONG_TYPE");
        assertRefused(() -> codec.readFrame(message("s", with(good, "ce_sequence", "-3"), "x")), "OUT_OF_RANGE");
        assertRefused(() -> codec.readFrame(message("s", with(good, "content-type", ";"), "x")), "EMPTY_VALUE");
    }

    @Test
    void refusesWhatIsOfAnotherVersionOrType() {
        String chat = "{\"text\":\"x\"}";
        assertRefused(
                () -> codec.readChat(message("s", Map.of("ce_type", "dev.sluice.chat.v2"), chat)),
                "UNSUPPORTED_VERSION",
                "header ce_type is another one: expected dev.sluice.chat.v1");
        assertRefused(
                () -> codec.readChat(message("s", Map.of("ce_specversion", "0.3"), chat)),
                "UNSUPPORTED_VERSION",
                "header ce_specversion is another one: expected 1.0");
        assertRefused(
                () -> codec.readChat(message("s", STRUCTURED, "{\"specversion\":\"1.1\",\"data\":" + chat + "}")),
                "UNSUPPORTED_VERSION",
                "specversion is another one: expected 1.0");
    }

    @Test
    void refusesARecordWithoutValue() {
        assertRefused(() -> codec.readChat(new Message("s", Map.of(), null, ORIGIN)), "EMPTY");
        assertRefused(() -> codec.readFrame(new Message("s", Map.of(), new byte[0], ORIGIN)), "EMPTY");
        assertRefused(() -> codec.readFrameRef(null), "EMPTY");
    }

    @Test
    void readsJsonInAnEnvelopeAsObjectOrAsBase64() throws Exception {
        String chat = "{\"text\":\"h\u00e9\"}";
        String base64 = Base64.getEncoder().encodeToString(chat.getBytes(StandardCharsets.UTF_8));
        ChatEvent expected = new ChatEvent("s", "", "", "h\u00e9", null);

        assertThat(codec.readChat(message("s", STRUCTURED, "{\"data\":" + chat + "}")))
                .isEqualTo(expected);
        assertThat(codec.readChat(message("s", STRUCTURED, "{\"data_base64\":\"" + base64 + "\"}")))
                .isEqualTo(expected);
        assertRefused(
                () -> codec.readChat(message("s", STRUCTURED, "{\"data_base64\":\"*\"}")),
                "WRONG_TYPE",
                "data_base64 is another text: expected base64 with padding");
        assertRefused(() -> codec.readChat(message("s", STRUCTURED, "{}")), "MISSING_FIELD");
        assertRefused(
                () -> codec.readChat(message("s", STRUCTURED, "{\"data\":{},\"data_base64\":\"e30=\"}")), "WRONG_TYPE");
    }

    @Test
    void readsAClaimCheckInAnEnvelope() throws Exception {
        String envelope = "{\"subject\":\"s\",\"pts\":0,\"datacontenttype\":\"" + FrameRef.CONTENT_TYPE
                + "\",\"data\":{\"uri\":\"file:///f\",\"sha256\":\"" + HASH
                + "\",\"size\":9,\"content_type\":\"image/PNG\"}}";

        FrameEvent frame = codec.readFrame(message(null, STRUCTURED, envelope));

        assertThat(codec.readFrameRef(frame.payload())).isEqualTo(new FrameRef("file:///f", HASH, 9, "image/png"));
        assertRefused(
                () -> codec.readFrame(message(null, STRUCTURED, envelope.replace(FrameRef.CONTENT_TYPE, "image/png"))),
                "WRONG_TYPE",
                "data is JSON: expected data_base64");
    }

    @Test
    void readsASignatureUnderItsKeyOrAChunkOfIt() throws Exception {
        String json = signature(HASH.toUpperCase(Locale.ROOT), "70");
        SignatureEvent expected = new SignatureEvent(
                "tvec",
                "v1",
                SignatureEvent.VIDEO,
                SignatureEvent.POSITIVE,
                null,
                null,
                List.of(new SignatureEvent.Frame(HASH, 70, 0)));

        assertThat(codec.readSignature(message("tvec/v1", Map.of(), json))).isEqualTo(expected);
        assertThat(codec.readSignature(message("tvec/v1/2", Map.of(), json))).isEqualTo(expected);
    }

    @Test
    void readsASignatureOfDigestsOnlyAndCarriesAnUnknownAlgorithm() throws Exception {
        String json = "{\"bank\":\"tvec\",\"signature_id\":\"v1\",\"media\":\"FILE\",\"frames\":null,\"digests\":["
                + "{\"algorithm\":\"MD5\",\"hex\":\"" + HASH.substring(32).toUpperCase(Locale.ROOT) + "\"},"
                + "{\"algorithm\":\"BLAKE3\",\"hex\":\"aB\"}]}";

        SignatureEvent signature = codec.readSignature(message("tvec/v1", Map.of(), json));

        assertThat(signature.frames()).isEmpty();
        assertThat(signature.digests())
                .containsExactly(
                        new SignatureEvent.Digest(DigestAlgorithm.MD5, HASH.substring(32)),
                        new SignatureEvent.Digest("BLAKE3", "ab"));
        assertRefusedSignature(
                json.replace("MD5", "SHA1"), "BAD_HASH", "digests[0].hex is no digest: expected 40 hexadecimal digits");
        assertRefusedSignature(
                json.replace("aB", ""), "BAD_HASH", "digests[1].hex is no digest: expected hexadecimal digits");
        assertRefusedSignature(
                "{\"bank\":\"tvec\",\"signature_id\":\"v1\",\"media\":\"FILE\"}",
                "MISSING_FIELD",
                "frames is missing: expected at least one frame, or a digest in digests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "tvec", "tvec/", "tvec/v2", "tvec/v11", "tvec/v1/", "tvec/v1/ ", "tvec/v1/2/3"})
    void refusesASignatureUnderAnotherKey(String key) {
        assertRefused(() -> codec.readSignature(message(key, Map.of(), signature(HASH, "70"))), "BAD_KEY");
    }

    @Test
    void saysWhatIsWrongWithASignature() {
        assertRefused(() -> codec.readSignature(message(null, Map.of(), signature(HASH, "70"))), "BAD_KEY");
        assertRefusedSignature(signature("xyz", "70"), "BAD_HASH", "frames[0].hash is no digest");
        assertRefusedSignature(signature(HASH, "101"), "OUT_OF_RANGE", "frames[0].quality is out of range");
        assertRefusedSignature(signature(HASH, "-1"), "OUT_OF_RANGE", "frames[0].quality is out of range");
        assertRefusedSignature(signature(HASH, "1e99"), "OUT_OF_RANGE", "frames[0].quality is out of range");
        assertRefusedSignature(signature(HASH, "70.5"), "WRONG_TYPE", "frames[0].quality has a fraction");
        assertRefusedSignature(signature(HASH, "\"70\""), "WRONG_TYPE", "frames[0].quality is a text");
        assertRefusedSignature(
                "{\"bank\":\"tvec\",\"signature_id\":\"v1\",\"media\":\"VIDEO\",\"frames\":[]}",
                "EMPTY_VALUE",
                "frames is an empty list");
        assertRefusedSignature(
                "{\"bank\":\"tvec\",\"signature_id\":\"v1\",\"media\":\"VIDEO\",\"frames\":[null]}",
                "WRONG_TYPE",
                "frames[0] is null");
    }

    private void assertRefusedSignature(String json, String error, String message) {
        assertThat(assertRefused(() -> codec.readSignature(message("tvec/v1", Map.of(), json)), error))
                .hasMessageStartingWith(message);
    }

    private static String signature(String hash, String quality) {
        return "{\"bank\":\"tvec\",\"signature_id\":\"v1\",\"media\":\"VIDEO\",\"frames\":[{\"hash\":\"" + hash
                + "\",\"quality\":" + quality + "}]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1e999", "0.0"})
    void refusesARateThatIsNone(String rate) {
        String json = "{\"stream_id\":\"s\",\"until\":\"2026-05-01T12:00:00Z\",\"frames_per_second\":" + rate + "}";

        assertRefused(() -> codec.readDirective(message("s", Map.of(), json)), "OUT_OF_RANGE");
    }

    @Test
    void aStreamSaysAsMuchAsItKnows() throws Exception {
        StreamEvent least = codec.readStream(message("s", Map.of(), "{\"stream_id\":\"s\",\"phase\":\"PAUSED\"}"));

        assertThat(least).isEqualTo(new StreamEvent("s", "PAUSED", null, null, List.of(), null, -1, List.of(), null));
        assertRefused(
                () -> codec.readStream(
                        message("s", Map.of(), "{\"stream_id\":\"s\",\"phase\":\"STARTED\",\"tags\":[\"a\",null]}")),
                "WRONG_TYPE",
                "tags[1] is null: expected a text");
        assertRefused(
                () -> codec.readStream(message(
                        "s",
                        Map.of(),
                        "{\"stream_id\":\"s\",\"phase\":\"STARTED\",\"account\":{\"prior_streams\":[]}}")),
                "WRONG_TYPE",
                "account.prior_streams is a list: expected a whole number");
    }

    @Test
    void whatASimpleProducerLeavesOutHasItsUsualValue() throws Exception {
        assertThat(codec.readReport(message("s", Map.of(), "{\"reason\":\"spam\"}")))
                .isEqualTo(new ReportEvent("s", "", "", "spam", 0.5, "", null));
        assertThat(codec.readSignal(message("s", Map.of(), "{\"source\":\"x\",\"label\":\"y\",\"score\":1}")))
                .isEqualTo(new SignalEvent("s", "x", "y", 1, "", null));
        assertThat(codec.readVerdict(
                        message("s", Map.of(), "{\"flag_id\":\"f\",\"reviewer\":\"r\",\"decision\":\"OF_NEXT_YEAR\"}")))
                .isEqualTo(new VerdictEvent("s", "f", "r", "OF_NEXT_YEAR", "", "", false, null));
        assertThat(codec.readAccount(message("a", Map.of(), "{}")))
                .isEqualTo(new AccountEvent("a", "", 0, null, "", null));
        assertThat(codec.readKillAck(message("s", Map.of(), "{\"kill_id\":\"k\",\"result\":\"APPLIED\"}")))
                .isEqualTo(new KillAck("k", "s", KillAck.APPLIED, null));
        assertThat(codec.readAccountNote(message(
                        "a", Map.of(), "{\"stream_id\":\"s\",\"kind\":\"SIBLING\",\"at\":\"2026-05-01T12:00:00Z\"}")))
                .isEqualTo(new AccountNote("a", "s", AccountNote.SIBLING, "", "", 0, 0, 0, 0, 0, NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1.01", "1e999"})
    void refusesAShareOutsideOfZeroToOne(String share) {
        assertRefused(
                () -> codec.readReport(message("s", Map.of(), "{\"reason\":\"spam\",\"credibility\":" + share + "}")),
                "OUT_OF_RANGE",
                "credibility is out of range: expected a number from 0 to 1");
        assertRefused(
                () -> codec.readSignal(
                        message("s", Map.of(), "{\"source\":\"x\",\"label\":\"y\",\"score\":" + share + "}")),
                "OUT_OF_RANGE",
                "score is out of range: expected a number from 0 to 1");
    }

    @Test
    void anAccountWithoutAnyNameAndAForgottenOneAreNoStanding() {
        assertRefused(
                () -> codec.readAccount(message(null, Map.of(), "{\"strikes\":1}")),
                "MISSING_FIELD",
                "account_id is missing: expected a text");
        assertRefused(() -> codec.readAccount(new Message("a", Map.of(), null, ORIGIN)), "EMPTY");
    }

    @Test
    void anAccountsOwnNameCountsMoreThanItsKey() throws Exception {
        assertThat(codec.readAccount(message("other", Map.of(), "{\"account_id\":\"a\"}"))
                        .accountId())
                .isEqualTo("a");
    }

    @Test
    void saysWhatIsWrongWithARedirectWithoutNamingItsLanguage() {
        String directive = "{\"until\":\"2026-05-01T12:00:00Z\",\"frames_per_second\":1,\"redirect\":{\"xx\":5}}";

        assertRefused(
                () -> codec.readDirective(message("s", Map.of(), directive)),
                "WRONG_TYPE",
                "a value of redirect is a number: expected a text");
    }

    @Test
    void aDirectiveIsTheSameBytesInWhateverOrderItsLanguagesCame() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("en", "https://example.org/help");
        one.put("de", "https://example.org/hilfe");
        Directive directive = new Directive("s", 1, NOON, "chat", one);

        assertThat(new String(
                        codec.write(Topic.DIRECTIVES, "s", "d", directive, NOON).value(), StandardCharsets.UTF_8))
                .contains("\"redirect\":{\"de\":\"https://example.org/hilfe\",\"en\":\"https://example.org/help\"}");
    }

    @Test
    void aTopicsNameHasHyphensForUnderscores() {
        assertThat(Topic.ACCOUNT_NOTES.name("sluice.")).isEqualTo("sluice.account-notes");
        assertThat(Topic.KILL_ACKS.eventType()).isEqualTo("dev.sluice.kill-acks.v1");
    }

    @Test
    void boundsWhatItReads() {
        assertRefused(() -> codec.readChat(message("s", Map.of(), "{\"x\":".repeat(100_000))), "TOO_LARGE");
        assertRefused(
                () -> codec.readChat(message("s", Map.of(), "{\"text\":\"" + "x".repeat(1_100_000) + "\"}")),
                "TOO_LARGE");
    }

    @Test
    void halfACharacterBecomesAReplacementCharacter() throws Exception {
        ChatEvent chat = codec.readChat(message("s", Map.of(), "{\"text\":\"a\\ud800b \\ud83d\\ude00\"}"));

        assertThat(chat.text()).isEqualTo("a\uFFFDb \uD83D\uDE00");
        assertThat(codec.write(Topic.CHAT, "s", "m", new ChatEvent("s", "", "", "a\uD800", null), NOON)
                        .value())
                .isEqualTo("{\"stream_id\":\"s\",\"message_id\":\"\",\"author_id\":\"\",\"text\":\"a?\"}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void writesJsonInBinaryMode() {
        Outgoing outgoing = codec.write(
                Topic.DIRECTIVES, "s-1", "d-1", new Directive("s-1", 4, NOON.plusSeconds(60), null, Map.of()), NOON);

        assertThat(outgoing.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "d-1",
                        "ce_source", "/sluice",
                        "ce_type", "dev.sluice.directives.v1",
                        "ce_time", "2026-05-01T12:00:00Z",
                        "content-type", "application/json"));
        assertThat(new String(outgoing.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"stream_id\":\"s-1\",\"frames_per_second\":4.0,\"until\":\"2026-05-01T12:01:00Z\","
                        + "\"redirect\":{}}");
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }
}
