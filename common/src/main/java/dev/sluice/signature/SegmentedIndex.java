package dev.sluice.signature;

import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.PdqHash;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segments, the signatures that own their entries, and which of those are gone. Immutable. */
final class SegmentedIndex implements SignatureIndex {
    private final List<HashSegment> segments;
    private final List<DigestSegment> digests;
    private final Signature[] signatures;
    private final long[] versions;
    private final BitSet removed;
    private final Map<String, List<Integer>> videos;

    /**
     * @param signatures by number; what lies beyond the newest segment's numbers is not looked at
     * @param versions at which each was added
     * @param removed numbers of signatures that are gone
     * @param videos numbers by {@code bank/signature_id}, several if a long video came in chunks
     */
    SegmentedIndex(
            List<HashSegment> segments,
            List<DigestSegment> digests,
            Signature[] signatures,
            long[] versions,
            BitSet removed,
            Map<String, List<Integer>> videos) {
        this.segments = List.copyOf(segments);
        this.digests = List.copyOf(digests);
        this.signatures = signatures;
        this.versions = versions;
        this.removed = removed;
        this.videos = videos;
    }

    @Override
    public void searchSince(long version, PdqHash query, int distance, Visitor visitor) {
        for (HashSegment segment : segments) {
            HashColumns columns = segment.columns();
            int newest = columns.owner(columns.size() - 1);
            if (versions[newest] < version) {
                continue;
            }
            segment.search(query, distance, (entry, differing) -> {
                int owner = columns.owner(entry);
                if (versions[owner] >= version && !removed.get(owner)) {
                    visitor.found(
                            new KnownFrame(
                                    signatures[owner],
                                    columns.hash(entry),
                                    columns.time(entry),
                                    columns.view(entry) & 0xFF),
                            differing);
                }
            });
        }
    }

    @Override
    public void payloadSince(long version, PayloadDigest digest, Visitor visitor) {
        for (DigestSegment segment : digests) {
            if (segment.size() > 0 && versions[segment.newestOwner()] >= version) {
                segment.find(digest, owner -> {
                    if (versions[owner] >= version && !removed.get(owner)) {
                        visitor.found(new KnownFrame(signatures[owner], digest.asHash(), 0, ReferenceView.PAYLOAD), 0);
                    }
                });
            }
        }
    }

    @Override
    public Optional<ReferenceVideo> video(String bank, String signatureId) {
        List<Integer> numbers = videos.get(bank + "/" + signatureId);
        if (numbers == null || numbers.isEmpty()) {
            return Optional.empty();
        }
        List<ReferenceVideo.Part> parts = new ArrayList<>();
        for (int number : numbers) {
            for (HashSegment segment : segments) {
                HashColumns columns = segment.columns();
                int from = firstOwnedFrom(columns, number);
                int to = firstOwnedFrom(columns, number + 1);
                if (from < to) {
                    parts.add(new ReferenceVideo.Part(columns, from, to));
                }
            }
        }
        return Optional.of(new ReferenceVideo(signatures[numbers.get(0)], parts));
    }

    @Override
    public int size() {
        return segments.stream().mapToInt(HashSegment::size).sum();
    }

    /** Entries lie in the order of their owners' numbers. */
    private static int firstOwnedFrom(HashColumns columns, int number) {
        int low = 0;
        int high = columns.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (columns.owner(middle) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
