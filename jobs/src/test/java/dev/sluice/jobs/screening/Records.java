package dev.sluice.jobs.screening;

import dev.sluice.event.DeadLetter;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Message;
import dev.sluice.event.Origin;
import dev.sluice.jobs.kafka.DeadLetters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** What operators' tests put in, and how they look at what comes out. */
final class Records {
    static final EventCodec CODEC = new EventCodec();
    static final Origin ORIGIN = new Origin("sluice.input", 3, 42, 1_000);
    /** The processing time at which tests begin. */
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private Records() {}

    static Message json(String key, String value) {
        return message(key, Map.of(), value.getBytes(StandardCharsets.UTF_8));
    }

    static Message message(String key, Map<String, String> headers, byte[] value) {
        return new Message(key, headers, value, ORIGIN);
    }

    /** A tiny valid payload. */
    static byte[] media(String name) throws IOException {
        try (InputStream in = Records.class.getResourceAsStream("/media/" + name)) {
            return in.readAllBytes();
        }
    }

    /** A copy with one to four bytes changed. */
    static byte[] damaged(byte[] good, Random random) {
        byte[] damaged = good.clone();
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    static List<DeadLetter> deadLetters(AbstractStreamOperatorTestHarness<?> harness) {
        return side(harness, DeadLetters.OUTPUT);
    }

    /** What lies on a side output so far. */
    static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }
}
