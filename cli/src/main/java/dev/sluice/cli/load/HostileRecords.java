package dev.sluice.cli.load;

import dev.sluice.event.Outgoing;
import dev.sluice.event.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * The records of the hostile kinds; the same ones for the same run and seed. Streams, messages and signatures that they name begin
 * with {@code hostile-}, so that nothing of them can be taken for a planted stream.
 */
final class HostileRecords {
    /** A little under what the broker takes, which counts headers too. */
    private static final int LARGEST_BYTES = (9 << 20) - 4096;

    private static final int TOO_LARGE_BYTES = 10_000_000;
    private static final int INFLATED_BYTES = 64 << 20;
    private static final int MANY_MARKS = 20_000;
    private static final int MANY_HASHES = 20_000;
    private static final List<Topic> EVENTS =
            List.of(Topic.CHAT, Topic.STREAMS, Topic.REPORTS, Topic.SIGNALS, Topic.VERDICTS, Topic.ACCOUNTS);

    private final String run;
    private final String bank;
    private final byte[] jpeg;
    private final byte[] smallJpeg;
    private final long seed;

    /**
     * @param run stands in the ids
     * @param bank that the planted signatures are in
     * @param jpeg a harmless frame
     * @param smallJpeg another one, of a few kilobytes
     */
    HostileRecords(String run, String bank, byte[] jpeg, byte[] smallJpeg, long seed) {
        this.run = run;
        this.bank = bank;
        this.jpeg = jpeg;
        this.smallJpeg = smallJpeg;
        this.seed = seed;
    }

    /** Empty if the kind is no records of its own. */
    Optional<Volley> of(Hostile kind) {
        return switch (kind) {
            case MALFORMED_JSON -> Optional.of(Volley.cycling(20, malformed()));
            case WRONG_TYPES -> Optional.of(Volley.cycling(20, wrongTypes()));
            case NULL_KEY -> Optional.of(Volley.cycling(20, withoutKey()));
            case EMPTY_VALUE -> Optional.of(Volley.cycling(20, empty()));
            case HUGE_VALUE -> Optional.of(Volley.cycling(0.5, huge()));
            case GZIP_BOMB -> Optional.of(Volley.cycling(0.5, inflating()));
            case BROKEN_IMAGES -> Optional.of(brokenImages());
            case BAD_SIGNATURES -> Optional.of(Volley.cycling(2, badSignatures()));
            case HUGE_CHAT -> Optional.of(chats(1, "how long can this be? ".repeat(50_000)));
            case COMBINING_MARKS -> Optional.of(chats(5, "e" + "\u0301".repeat(MANY_MARKS)));
            case HOT_STREAM -> Optional.of(new Volley(1000, n -> frame("hot", n, n, "image/jpeg", smallJpeg)));
            case CHAT_FLOOD -> Optional.of(new Volley(2000, n -> chat("flood", n, "hello there, message " + n)));
            case DUPLICATES, REVERSAL, LATE, CLOCK_SKEW -> Optional.empty();
        };
    }

    /** Keys under which something may lie in the bank afterwards. */
    List<String> signatureKeys() {
        return badSignatures().stream()
                .map(Outgoing::key)
                .filter(key -> key != null && !key.isEmpty())
                .distinct()
                .toList();
    }

    private List<Outgoing> malformed() {
        List<byte[]> values = List.of(
                utf8("{"),
                utf8("{\"stream_id\":\"hostile"),
                utf8("[]"),
                utf8("null"),
                utf8("\"text\""),
                utf8("{\"stream_id\":\"hostile\",}"),
                utf8("\uFEFF{}"),
                utf8("[".repeat(100_000)),
                utf8("{\"a\":".repeat(50_000)),
                utf8("{\"viewers\":" + "9".repeat(100_000) + "}"),
                utf8("NaN"),
                new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1},
                new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'},
                utf8("--- !!java.net.URL [\"http://localhost\"]"));
        List<Outgoing> records = new ArrayList<>();
        for (Topic topic : EVENTS) {
            for (byte[] value : values) {
                records.add(new Outgoing(topic, id("malformed"), Map.of(), value));
            }
        }
        // In structured mode the envelope can be as broken as what is in it.
        Map<String, String> structured = Map.of("content-type", "application/cloudevents+json");
        for (String envelope : List.of("{", "{}", "{\"data\":5,\"specversion\":\"9\"}", "{\"data_base64\":\"***\"}")) {
            records.add(new Outgoing(Topic.CHAT, id("malformed"), structured, utf8(envelope)));
        }
        records.add(new Outgoing(Topic.POLICY, id("policy"), Map.of(), utf8("epoch: [")));
        records.add(new Outgoing(Topic.POLICY, id("policy"), Map.of(), utf8("a: &a [*a, *a]")));
        records.add(new Outgoing(Topic.DIRECTIVES, id("malformed"), Map.of(), utf8("{\"frames_per_second\":\"x\"}")));
        records.add(new Outgoing(Topic.ACCOUNT_NOTES, id("malformed"), Map.of(), utf8("{\"kind\":7}")));
        return List.copyOf(records);
    }

    private List<Outgoing> wrongTypes() {
        List<String> values = List.of(
                "{}",
                "{'stream_id':7,'text':true,'phase':[],'reason':{},'label':1,'score':'high','account_id':null}",
                "{'stream_id':'','text':'','phase':'','reason':'','label':'','score':-1}",
                "{'stream_id':'hostile','text':['a'],'phase':{},'reason':[1],'source':1,'label':'x','score':1e999}",
                "{'stream_id':'hostile','text':'x','sent_at':'yesterday','phase':'STARTED','viewers':-5,'at':5}",
                "{'stream_id':'hostile','phase':'SIDEWAYS','account':'me','tags':'none'}",
                "{'stream_id':'hostile','phase':'STARTED','account':{'id':5,'created_at':'x','prior_streams':1e30}}",
                "{'stream_id':'hostile','text':'x','sent_at':'+999999999-12-31T23:59:59Z','at':'+999999999-12-31T23:59:59Z',"
                        + "'phase':'STARTED','reason':'other','source':'s','label':'l','score':1,'flag_id':'f','reviewer':'r',"
                        + "'decision':'CONFIRMED','account_id':'hostile','blocked_until':'-999999999-01-01T00:00:00Z'}",
                "{'account_id':'hostile','strikes':99999999999999999999,'blocked_until':'never'}",
                "{'flag_id':'flag-0','reviewer':'r','decision':'MAYBE','kill':'yes'}");
        List<Outgoing> records = new ArrayList<>();
        for (Topic topic : EVENTS) {
            for (String value : values) {
                records.add(new Outgoing(topic, id("wrong-types"), Map.of(), utf8(value.replace('\'', '"'))));
            }
        }
        for (String number : List.of("-1", "x", "", "9223372036854775807", "99999999999999999999", "1e3")) {
            records.add(frame("numbers", Map.of("ce_sequence", number, "ce_pts", number), jpeg));
            records.add(frame("numbers", Map.of("ce_time", number, "ce_pts", "0"), jpeg));
        }
        records.add(frame("numbers", Map.of("content-type", "image/jpeg; charset=\"", "ce_pts", "0"), jpeg));
        return List.copyOf(records);
    }

    private List<Outgoing> withoutKey() {
        List<Outgoing> records = new ArrayList<>();
        records.add(new Outgoing(Topic.FRAMES, null, frameHeaders("no-key", 0, 0, "image/jpeg"), jpeg));
        records.add(new Outgoing(Topic.FRAMES, "", frameHeaders("empty-key", 0, 0, "image/jpeg"), jpeg));
        for (Topic topic : List.of(Topic.CHAT, Topic.STREAMS, Topic.REPORTS, Topic.SIGNALS, Topic.VERDICTS)) {
            records.add(new Outgoing(topic, null, Map.of(), utf8("{\"text\":\"hi\",\"phase\":\"STARTED\"}")));
            records.add(new Outgoing(topic, "", Map.of(), utf8("{\"text\":\"hi\",\"phase\":\"STARTED\"}")));
        }
        return List.copyOf(records);
    }

    private List<Outgoing> empty() {
        List<Outgoing> records = new ArrayList<>();
        records.add(new Outgoing(Topic.FRAMES, id("empty"), frameHeaders("empty", 0, 0, "image/jpeg"), null));
        records.add(new Outgoing(Topic.FRAMES, id("empty"), frameHeaders("empty", 1, 1, "image/jpeg"), new byte[0]));
        records.add(new Outgoing(Topic.FRAMES, id("empty"), Map.of(), null));
        for (Topic topic : EVENTS) {
            records.add(new Outgoing(topic, id("empty"), Map.of(), new byte[0]));
            records.add(new Outgoing(topic, id("empty"), Map.of(), null));
        }
        for (Topic topic : List.of(Topic.SIGNATURES, Topic.DIRECTIVES, Topic.POLICY)) {
            records.add(new Outgoing(topic, id("empty"), Map.of(), new byte[0]));
            records.add(new Outgoing(topic, id("empty"), Map.of(), null));
        }
        return List.copyOf(records);
    }

    private List<Outgoing> huge() {
        byte[] spaces = new byte[LARGEST_BYTES];
        Arrays.fill(spaces, (byte) ' ');
        byte[] picture = Arrays.copyOf(jpeg, LARGEST_BYTES);
        return List.of(
                frame("huge", 0, 0, "image/jpeg", picture),
                new Outgoing(Topic.CHAT, id("huge"), Map.of(), spaces),
                frame("huge", 1, 1, "image/jpeg", new byte[TOO_LARGE_BYTES]),
                new Outgoing(Topic.STREAMS, id("huge"), Map.of(), spaces));
    }

    private List<Outgoing> inflating() {
        byte[] gzip = gzip(new byte[INFLATED_BYTES]);
        return List.of(
                frame("bomb", 0, 0, "image/jpeg", gzip),
                new Outgoing(Topic.CHAT, id("bomb"), Map.of("content-encoding", "gzip"), gzip),
                // Kafka itself compresses: 64 KB on the wire.
                frame("bomb", 1, 1, "image/jpeg", new byte[INFLATED_BYTES]),
                new Outgoing(Topic.CHAT, id("bomb"), Map.of(), new byte[INFLATED_BYTES]));
    }

    private Volley brokenImages() {
        List<BrokenPictures.BrokenPicture> pictures = BrokenPictures.all(jpeg, seed);
        return new Volley(10, n -> {
            BrokenPictures.BrokenPicture picture = pictures.get((int) (n % pictures.size()));
            // Each is a stream of its own, at one frame a second, so that every one of them is sampled.
            long round = n / pictures.size();
            return frame(picture.name(), round, round * 1000, picture.contentType(), picture.payload());
        });
    }

    private List<Outgoing> badSignatures() {
        List<Outgoing> records = new ArrayList<>();
        records.add(signature("bad-hash", "[{'hash':'xyz','quality':100}]"));
        records.add(signature("short-hash", "[{'hash':'00ff','quality':100}]"));
        records.add(signature("all-zero", "[{'hash':'" + "0".repeat(64) + "','quality':100}]"));
        records.add(signature("all-one", "[{'hash':'" + "f".repeat(64) + "','quality':100}]"));
        records.add(signature("no-frames", "[]"));
        records.add(signature("not-a-list", "'none'"));
        records.add(signature("quality", "[{'hash':'" + "0f".repeat(32) + "','quality':101}]"));
        Random random = new Random(seed);
        StringBuilder many = new StringBuilder("[");
        for (int i = 0; i < MANY_HASHES; i++) {
            many.append(i == 0 ? "" : ",").append("{'hash':'");
            for (int j = 0; j < 4; j++) {
                many.append(String.format("%016x", random.nextLong()));
            }
            many.append("','quality':100,'t_millis':").append(i * 40L).append('}');
        }
        records.add(signature("enormous", many.append(']').toString()));
        String other = "{'bank':'" + bank + "','signature_id':'other','media':'IMAGE','frames':[]}";
        records.add(
                new Outgoing(Topic.SIGNATURES, bank + "/" + id("wrong-key"), Map.of(), utf8(other.replace('\'', '"'))));
        records.add(new Outgoing(Topic.SIGNATURES, bank + "/" + id("cut-off"), Map.of(), utf8("{\"bank\":\"" + bank)));
        records.add(new Outgoing(Topic.SIGNATURES, "no-slash-" + run, Map.of(), utf8("{}")));
        return List.copyOf(records);
    }

    private Outgoing signature(String name, String frames) {
        String value = "{'bank':'" + bank + "','signature_id':'" + id(name)
                + "','media':'VIDEO','added_at':'2020-01-01T00:00:00Z','frames':" + frames + "}";
        return new Outgoing(Topic.SIGNATURES, bank + "/" + id(name), Map.of(), utf8(value.replace('\'', '"')));
    }

    private Volley chats(double perSecond, String text) {
        return new Volley(perSecond, n -> chat("chat", n, text));
    }

    private Outgoing chat(String name, long n, String text) {
        String value = "{\"stream_id\":\"" + id(name) + "\",\"message_id\":\"" + id(name) + "/" + n
                + "\",\"author_id\":\"hostile-" + n % 500 + "\",\"text\":\"" + text + "\"}";
        return new Outgoing(Topic.CHAT, id(name), Map.of(), utf8(value));
    }

    private Outgoing frame(String name, long sequence, long ptsMillis, String contentType, byte[] payload) {
        return new Outgoing(Topic.FRAMES, id(name), frameHeaders(name, sequence, ptsMillis, contentType), payload);
    }

    /** As usual, but for some headers. */
    private Outgoing frame(String name, Map<String, String> other, byte[] payload) {
        Map<String, String> headers = new LinkedHashMap<>(frameHeaders(name, 0, 0, "image/jpeg"));
        headers.putAll(other);
        return new Outgoing(Topic.FRAMES, id(name), headers, payload);
    }

    private Map<String, String> frameHeaders(String name, long sequence, long ptsMillis, String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id(name) + "/" + sequence);
        headers.put("ce_type", Topic.FRAMES.eventType());
        headers.put("ce_source", "hostile");
        headers.put("ce_accountid", id("account"));
        headers.put("ce_sequence", Long.toString(sequence));
        headers.put("ce_pts", Long.toString(ptsMillis));
        if (!contentType.isEmpty()) {
            headers.put("content-type", contentType);
        }
        return headers;
    }

    private String id(String name) {
        return "hostile-" + run + "-" + name;
    }

    private static byte[] gzip(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
