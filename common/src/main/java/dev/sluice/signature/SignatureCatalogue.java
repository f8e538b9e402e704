package dev.sluice.signature;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PdqHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All banks in memory. One writer follows the topic of signatures; any number of readers take immutable snapshots, which
 * are published atomically. The version is the topic's next offset: what was read, and the same on every machine.
 */
public final class SignatureCatalogue {
    private final Map<String, List<KnownFrame>> framesByKey = new LinkedHashMap<>();
    private volatile CatalogueSnapshot current = CatalogueSnapshot.EMPTY;

    /** What is in force now. */
    public CatalogueSnapshot current() {
        return current;
    }

    /**
     * Adds or replaces what lies under a key; not visible before {@link #publish}.
     *
     * @param key {@code bank/signature_id[/chunk]}
     * @param version the record's offset
     */
    public void put(String key, SignatureEvent event, long version) {
        Signature signature = new Signature(
                event.bank(),
                event.signatureId(),
                SignatureEvent.VIDEO.equals(event.media()),
                event.opinion() == null ? SignatureEvent.POSITIVE : event.opinion(),
                event.addedAt() == null ? Instant.EPOCH : event.addedAt());
        List<KnownFrame> frames = new ArrayList<>(event.frames().size());
        for (SignatureEvent.Frame frame : event.frames()) {
            PdqHash.parse(frame.hash())
                    .ifPresent(hash -> frames.add(new KnownFrame(signature, hash, frame.tMillis(), version)));
        }
        // Removed first, so that a replaced signature moves to the end: additions keep their order.
        framesByKey.remove(key);
        framesByKey.put(key, List.copyOf(frames));
    }

    /** Forgets what lies under a key; not visible before {@link #publish}. */
    public void remove(String key) {
        framesByKey.remove(key);
    }

    /**
     * Makes all changes visible at once.
     *
     * @param version the next offset to read
     */
    public CatalogueSnapshot publish(long version) {
        List<KnownFrame> all = new ArrayList<>();
        Set<String> signatures = new HashSet<>();
        for (List<KnownFrame> frames : framesByKey.values()) {
            all.addAll(frames);
            frames.forEach(frame -> signatures.add(
                    frame.signature().bank() + "/" + frame.signature().id()));
        }
        current = new CatalogueSnapshot(version, signatures.size(), new LinearIndex(all));
        return current;
    }
}
