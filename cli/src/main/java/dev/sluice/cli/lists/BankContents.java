package dev.sluice.cli.lists;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.CompactedTopic;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a bank holds, by key, without the fingerprints: a few dozen bytes per record. */
public final class BankContents {
    private static final long UNREADABLE = 0;

    private final String bank;
    private final EventCodec codec = new EventCodec();
    private final Map<String, Long> digests = new HashMap<>();

    private BankContents(String bank) {
        this.bank = bank;
    }

    /** How a record of a list stands to a bank. */
    public enum Difference {
        NEW,
        CHANGED,
        SAME
    }

    /** Reads the topic to its end. */
    public static BankContents read(KafkaConnection connection, String bank) throws CommandException {
        BankContents contents = new BankContents(bank);
        try (CompactedTopic topic = new CompactedTopic(connection, Topic.SIGNATURES)) {
            topic.visit(contents::take);
        }
        return contents;
    }

    private void take(Message message) {
        if (message.key() == null || !message.key().startsWith(bank + "/")) {
            return;
        }
        try {
            digests.put(message.key(), digest(codec.readSignature(message)));
        } catch (MalformedEventException e) {
            digests.put(message.key(), UNREADABLE);
        }
    }

    /** Whether the bank holds that under the key; the time of adding does not matter. */
    public Difference compare(String key, SignatureEvent signature) {
        Long known = digests.get(key);
        if (known == null) {
            return Difference.NEW;
        }
        return known == digest(signature) ? Difference.SAME : Difference.CHANGED;
    }

    public boolean holds(String key) {
        return digests.containsKey(key);
    }

    /** All keys, sorted. */
    public Set<String> keys() {
        return new TreeSet<>(digests.keySet());
    }

    /** 64 bits: that a change goes unseen is as likely as 1 in 10^19. */
    private static long digest(SignatureEvent signature) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, signature.media() + "\n" + signature.opinion() + "\n" + signature.source() + "\n");
            for (SignatureEvent.Frame frame : signature.frames()) {
                add(
                        digest,
                        frame.hash() + "," + frame.quality() + "," + frame.tMillis() + "," + frame.crop() + ","
                                + frame.part() + "\n");
            }
            for (SignatureEvent.Digest file : signature.digests()) {
                add(digest, file.algorithm() + "," + file.hex() + "\n");
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
