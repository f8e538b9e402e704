package dev.sluice.signature;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.PdqHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All banks in memory. One writer follows the topic of signatures; any number of readers take immutable snapshots, which
 * are published atomically. The version is the topic's next offset: what was read, and the same on every machine.
 *
 * <p>What is added goes into a segment of its own; small neighbours are merged, so that there are few, and a large one is
 * never rebuilt for a small addition. Removing marks.
 */
public final class SignatureCatalogue {
    /** A merge beyond this would hold back what was just added. */
    private static final int LARGEST_MERGE = 1_000_000;

    /** More would leave few bits beside an entry's number to tell it apart, see {@link SlotTable}, and take long to grow. */
    private static final int LARGEST_SEGMENT = 4_000_000;

    private static final int FIRST_CAPACITY = 64;

    private final int largestSegment;
    private final Map<String, Integer> numberByKey = new HashMap<>();
    /** Names that millions of signatures have in common, once each. */
    private final Map<String, String> names = new HashMap<>();

    private final List<HashSegment> segments = new ArrayList<>();
    private final DigestSegments digests = new DigestSegments();
    private Map<String, List<Integer>> videos = new HashMap<>();
    private boolean videosPublished;
    private Signature[] signatures = new Signature[FIRST_CAPACITY];
    private long[] versions = new long[FIRST_CAPACITY];
    private int numbers;
    private BitSet removed = new BitSet();
    private boolean removedPublished;
    private long removedAt = -1;
    private HashColumns pending = new HashColumns();
    private volatile CatalogueSnapshot current;

    public SignatureCatalogue() {
        this(LARGEST_SEGMENT);
    }

    SignatureCatalogue(int largestSegment) {
        this.largestSegment = largestSegment;
        publish(0);
    }

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
        remove(key, version);
        Signature signature = new Signature(
                shared(event.bank()),
                event.signatureId(),
                // A video of which only the digest is known has no times either.
                SignatureEvent.VIDEO.equals(event.media()) && !event.frames().isEmpty(),
                event.opinion() == null ? SignatureEvent.POSITIVE : shared(event.opinion()),
                event.addedAt() == null ? Instant.EPOCH : event.addedAt());
        int number = number(signature, version);
        numberByKey.put(key, number);
        if (signature.video()) {
            List<Integer> chunks = new ArrayList<>(writableVideos().getOrDefault(videoKey(signature), List.of()));
            chunks.add(number);
            videos.put(videoKey(signature), List.copyOf(chunks));
        }
        event.frames().stream()
                .sorted(Comparator.comparingInt(SignatureCatalogue::view)
                        .thenComparingLong(SignatureEvent.Frame::tMillis))
                .forEach(frame -> PdqHash.parse(frame.hash())
                        .ifPresent(hash -> pending.add(hash, number, (int) frame.tMillis(), (byte) view(frame))));
        if (pending.size() >= largestSegment) {
            segments.add(HashSegment.of(pending));
            pending = new HashColumns();
        }
        event.digests().forEach(digest -> PayloadDigest.parse(digest.algorithm(), digest.hex())
                .ifPresent(known -> digests.add(known, number, removed)));
    }

    /**
     * Forgets what lies under a key; not visible before {@link #publish}.
     *
     * @param version the record's offset
     */
    public void remove(String key, long version) {
        Integer number = numberByKey.remove(key);
        if (number == null) {
            return;
        }
        if (removedPublished) {
            removed = (BitSet) removed.clone();
            removedPublished = false;
        }
        removed.set(number);
        removedAt = version;
        Signature signature = signatures[number];
        if (signature.video()) {
            List<Integer> chunks = new ArrayList<>(writableVideos().getOrDefault(videoKey(signature), List.of()));
            chunks.remove(number);
            if (chunks.isEmpty()) {
                videos.remove(videoKey(signature));
            } else {
                videos.put(videoKey(signature), List.copyOf(chunks));
            }
        }
    }

    /**
     * Makes all changes visible at once.
     *
     * @param version the next offset to read
     */
    public CatalogueSnapshot publish(long version) {
        if (pending.size() > 0) {
            HashColumns columns = pending;
            pending = new HashColumns();
            while (!segments.isEmpty() && worthMerging(segments.get(segments.size() - 1), columns)) {
                columns = merged(segments.remove(segments.size() - 1).columns(), columns);
            }
            if (columns.size() > 0) {
                segments.add(HashSegment.of(columns));
            }
        }
        removedPublished = true;
        videosPublished = true;
        current = new CatalogueSnapshot(
                version,
                numberByKey.size(),
                removedAt,
                new SegmentedIndex(segments, digests.sealed(removed), signatures, versions, removed, videos));
        return current;
    }

    private static boolean worthMerging(HashSegment last, HashColumns added) {
        return last.size() <= 2L * added.size() && last.size() + added.size() <= LARGEST_MERGE;
    }

    /** Both, in order, without what is gone. */
    private HashColumns merged(HashColumns older, HashColumns younger) {
        HashColumns all = new HashColumns(older.size() + younger.size());
        for (HashColumns columns : List.of(older, younger)) {
            for (int entry = 0; entry < columns.size(); entry++) {
                if (!removed.get(columns.owner(entry))) {
                    all.addFrom(columns, entry);
                }
            }
        }
        return all;
    }

    private int number(Signature signature, long version) {
        if (numbers == signatures.length) {
            int capacity = signatures.length + (signatures.length >> 1);
            signatures = Arrays.copyOf(signatures, capacity);
            versions = Arrays.copyOf(versions, capacity);
        }
        signatures[numbers] = signature;
        versions[numbers] = version;
        return numbers++;
    }

    private String shared(String name) {
        String known = names.putIfAbsent(name, name);
        return known == null ? name : known;
    }

    private Map<String, List<Integer>> writableVideos() {
        if (videosPublished) {
            videos = new HashMap<>(videos);
            videosPublished = false;
        }
        return videos;
    }

    private static int view(SignatureEvent.Frame frame) {
        return ReferenceView.of(frame.crop(), frame.part());
    }

    private static String videoKey(Signature signature) {
        return signature.bank() + "/" + signature.id();
    }
}
