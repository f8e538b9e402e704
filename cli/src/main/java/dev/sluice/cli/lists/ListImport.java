package dev.sluice.cli.lists;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.signature.list.ListEntry;
import java.util.HashSet;
import java.util.Set;

/**
 * Brings a bank up to a list. What the bank holds already is left alone, so that its soak time goes on; of a video that became
 * shorter, the chunks that are left over are removed.
 */
public final class ListImport {
    private final EventProducer producer;
    private final BankContents bank;
    private final Set<String> videos = new HashSet<>();
    private final Set<String> videoKeys = new HashSet<>();
    private long written;
    private long unchanged;
    private long removed;

    public ListImport(EventProducer producer, BankContents bank) {
        this.producer = producer;
        this.bank = bank;
    }

    /** What was done. */
    public record Outcome(long written, long unchanged, long removed) {}

    /** Writes a signature or a tombstone; anything else is not for the bank. */
    public void take(ListEntry result) throws CommandException {
        if (result instanceof ListEntry.Entry entry) {
            put(entry.key(), entry.signature());
        } else if (result instanceof ListEntry.Tombstone tombstone && bank.holds(tombstone.key())) {
            remove(tombstone.key());
        }
    }

    private void put(String key, SignatureEvent signature) throws CommandException {
        if (signature.media().equals(SignatureEvent.VIDEO)) {
            videos.add(signature.signatureId());
            videoKeys.add(key);
        }
        if (bank.compare(key, signature) == BankContents.Difference.SAME) {
            unchanged++;
        } else {
            producer.send(Topic.SIGNATURES, key, key, signature);
            written++;
        }
    }

    /** After the last list; returns once everything is on the broker. */
    public Outcome finish() throws CommandException {
        for (String key : bank.keys()) {
            boolean ofVideo = SignatureKey.parse(key)
                    .filter(parsed -> videos.contains(parsed.id()))
                    .isPresent();
            if (ofVideo && !videoKeys.contains(key)) {
                remove(key);
            }
        }
        producer.flush();
        return new Outcome(written, unchanged, removed);
    }

    private void remove(String key) throws CommandException {
        producer.sendTombstone(Topic.SIGNATURES, key);
        removed++;
    }
}
