package dev.sluice.signature;

import dev.sluice.fingerprint.PayloadDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Gathers digests into sorted segments, of which each is more than twice as large as the next. Used by one thread. */
final class DigestSegments {
    /** So many wait unsorted at most, as objects that take twice the room; chosen. */
    private static final int MOST_PENDING = 1 << 16;

    private final List<DigestSegment> segments = new ArrayList<>();
    private final List<DigestSegment.Known> pending = new ArrayList<>();

    /** @param removed signatures that are gone, whose digests may be dropped */
    void add(PayloadDigest digest, int owner, BitSet removed) {
        pending.add(new DigestSegment.Known(digest, owner));
        if (pending.size() == MOST_PENDING) {
            seal(removed);
        }
    }

    /** All that was added, but for what is gone. */
    List<DigestSegment> sealed(BitSet removed) {
        if (!pending.isEmpty()) {
            seal(removed);
        }
        return List.copyOf(segments);
    }

    private void seal(BitSet removed) {
        DigestSegment segment = DigestSegment.of(pending);
        pending.clear();
        while (!segments.isEmpty() && segments.get(segments.size() - 1).size() <= 2L * segment.size()) {
            segment = DigestSegment.merged(segments.remove(segments.size() - 1), segment, removed);
        }
        segments.add(segment);
    }
}
