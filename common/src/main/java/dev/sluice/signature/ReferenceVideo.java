package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;
import java.util.List;
import java.util.Optional;

/** The frames of one known video, in time. Immutable; it may lie in several parts of the index. */
public final class ReferenceVideo {
    private final Signature signature;
    private final List<Part> parts;

    ReferenceVideo(Signature signature, List<Part> parts) {
        this.signature = signature;
        this.parts = List.copyOf(parts);
    }

    /** Entries {@code from .. to - 1} of a segment's columns, sorted by view and then by time. */
    record Part(HashColumns columns, int from, int to) {}

    /** A frame of the video and its distance from a query. */
    public record Near(KnownFrame frame, int distance) {}

    /**
     * The frame of one view, between two times (inclusive), that is nearest to the query; empty if none lies within the
     * distance.
     */
    public Optional<Near> nearest(PdqHash query, int view, long fromMillis, long toMillis, int distance) {
        HashColumns bestColumns = null;
        int bestEntry = -1;
        int best = distance + 1;
        for (Part part : parts) {
            HashColumns columns = part.columns();
            for (int entry = first(part, view, fromMillis); entry < part.to(); entry++) {
                if (view(columns, entry) != view || columns.time(entry) > toMillis) {
                    break;
                }
                int differing = columns.distance(entry, query.w0(), query.w1(), query.w2(), query.w3(), best - 1);
                if (differing < best) {
                    best = differing;
                    bestEntry = entry;
                    bestColumns = columns;
                }
            }
        }
        return bestColumns == null
                ? Optional.empty()
                : Optional.of(new Near(
                        new KnownFrame(signature, bestColumns.hash(bestEntry), bestColumns.time(bestEntry), view),
                        best));
    }

    /** Whose frames they are. */
    public Signature signature() {
        return signature;
    }

    /** The time of its last frame, in milliseconds. */
    public long lastMillis() {
        long last = 0;
        for (Part part : parts) {
            for (int entry = part.from(); entry < part.to(); entry++) {
                last = Math.max(last, part.columns().time(entry));
            }
        }
        return last;
    }

    private static int first(Part part, int view, long fromMillis) {
        int low = part.from();
        int high = part.to();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int itsView = view(part.columns(), middle);
            boolean before =
                    itsView < view || (itsView == view && part.columns().time(middle) < fromMillis);
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int view(HashColumns columns, int entry) {
        return columns.view(entry) & 0xFF;
    }
}
