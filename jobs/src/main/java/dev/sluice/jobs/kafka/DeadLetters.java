package dev.sluice.jobs.kafka;

import dev.sluice.event.DeadLetter;
import dev.sluice.event.Message;
import dev.sluice.event.Origin;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.flink.util.OutputTag;

/** What is said of a record that could not be used; its content stays out. */
public final class DeadLetters {
    /** The side output of every operator that may refuse a record. */
    public static final OutputTag<DeadLetter> OUTPUT = new OutputTag<>("deadletters") {};

    private DeadLetters() {}

    /** Of a record refused by a reader. */
    public static DeadLetter of(Message message, String stage, String error, String why, Instant at) {
        return of(message.origin(), message.key(), message.value(), stage, error, why, at);
    }

    /** Of a payload refused by a later operator. */
    public static DeadLetter of(
            Origin origin, String key, byte[] value, String stage, String error, String why, Instant at) {
        byte[] content = value == null ? new byte[0] : value;
        return new DeadLetter(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                key == null ? "" : key,
                stage,
                error,
                why,
                content.length,
                sha256(content),
                at);
    }

    /** 64 lower-case hexadecimal digits. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
