package dev.sluice.bench;

import dev.sluice.event.ChatEvent;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Flag;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Origin;
import dev.sluice.event.Topic;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.policy.Policy;
import dev.sluice.screening.ChatMessage;
import dev.sluice.screening.Step;
import dev.sluice.screening.StreamInput;
import dev.sluice.screening.StreamScreening;
import dev.sluice.screening.StreamState;
import dev.sluice.signature.SignatureCatalogue;
import dev.sluice.text.ChatReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one event costs of the many that nothing comes of, under the shipped policy: a harmless chat message (its record read,
 * and what was read taken in), a second that passes, an unknown frame. Each stream has had 240 frames and 120 messages; they take
 * turns, so that the rules look at each anew every time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScreeningBenchmark {
    private static final int STREAMS = 660;
    private static final int FRAMES = 240;
    private static final long FRAME_MILLIS = 500;
    private static final int AUTHORS = 30;

    private final StreamState[] states = new StreamState[STREAMS];
    private final EventCodec codec = new EventCodec();
    private final Random random = new Random(1);
    private StreamScreening screening;
    private ChatReader reader;
    private Message record;
    private long nowMillis = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();
    private int events;

    @Setup
    public void live() {
        Policy policy = Policy.shipped();
        screening = new StreamScreening(policy, List.of(), new SignatureCatalogue().publish(1), "bench");
        reader = new ChatReader(policy.chatLists());
        ChatEvent chat = new ChatEvent("stream-1", "m-1", "viewer-7", "where did you get that lamp 17", now());
        var written = codec.write(Topic.CHAT, "stream-1", "m-1", chat, now());
        record = new Message(written.key(), written.headers(), written.value(), new Origin("chat", 0, 1, nowMillis));
        // In whole rounds, so that every stream has frames and chat.
        for (int round = 0; round < FRAMES; round++) {
            for (int stream = 0; stream < STREAMS; stream++) {
                frame();
            }
            for (int stream = 0; stream < STREAMS && round % 2 == 0; stream++) {
                message();
            }
        }
    }

    @Benchmark
    public ChatMessage readMessage() throws MalformedEventException {
        ChatEvent chat = codec.readChat(record);
        return ChatMessage.of(chat, reader.read(chat.text()));
    }

    @Benchmark
    public Step message() {
        int stream = next();
        int author = events % AUTHORS;
        ChatMessage message = new ChatMessage("stream-" + stream, author, random.nextLong(), false, List.of());
        return take(stream, StreamInput.of(message, nowMillis));
    }

    @Benchmark
    public Step frame() {
        int stream = next();
        long round = events / STREAMS;
        List<Fingerprint> fingerprints = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            long bits = random.nextLong();
            fingerprints.add(new Fingerprint(variant, new PdqHash(bits, ~bits, bits * 31, ~(bits * 31)), 100));
        }
        return take(
                stream,
                StreamInput.of(new FrameFingerprints(
                        "stream-" + stream,
                        "account-" + stream,
                        round * FRAME_MILLIS,
                        false,
                        fingerprints,
                        new Flag.Coverage(round, round, 0),
                        new Flag.FrameEvidence("frames", 0, events, round, round * FRAME_MILLIS, "", nowMillis))));
    }

    @Benchmark
    public Step tick() {
        int stream = next();
        // Kept as it is: a stream of which nothing more is heard would be forgotten.
        return screening.tick(states[stream], now());
    }

    private Step take(int stream, StreamInput input) {
        Step step = screening.apply(states[stream], input, now());
        states[stream] = step.state();
        return step;
    }

    /** Each stream's turn comes about once a second. */
    private int next() {
        events++;
        nowMillis += events % STREAMS == 0 ? 340 : 1;
        return events % STREAMS;
    }

    private Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }
}
