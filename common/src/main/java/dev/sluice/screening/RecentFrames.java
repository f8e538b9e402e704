package dev.sluice.screening;

import dev.sluice.fingerprint.FrameFingerprints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The frames of a stream's look-back window, in the order in which they came. Immutable.
 *
 * <p>They are most of what is remembered of a stream and are seldom looked at, so they are kept packed: some 130 bytes each
 * instead of a dozen objects.
 *
 * @param chunks some of the frames each, as {@link PackedFrames} writes them; not to be changed
 * @param start where in the first chunk the oldest frame begins
 * @param size how many frames there are
 * @param newestMillis the time of the last one, 0 if there is none
 */
public record RecentFrames(List<byte[]> chunks, int start, int size, long newestMillis) {
    static final RecentFrames NONE = new RecentFrames(List.of(), 0, 0, 0);

    /** A frame is added to a copy of the last chunk. */
    private static final int FULL_CHUNK = 2048;

    public RecentFrames {
        chunks = chunks == null ? List.of() : List.copyOf(chunks);
    }

    /** Frames in the order in which they came; none for null. */
    static RecentFrames of(List<FrameFingerprints> frames) {
        RecentFrames recent = NONE;
        for (FrameFingerprints frame : frames == null ? List.<FrameFingerprints>of() : frames) {
            recent = recent.with(frame);
        }
        return recent;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The time of the oldest frame; of none, an exception. */
    long oldestMillis() {
        return PackedFrames.ptsMillis(chunks.get(0), start);
    }

    Optional<FrameFingerprints> newest() {
        return newestFirst().findFirst();
    }

    Stream<FrameFingerprints> oldestFirst() {
        return IntStream.range(0, chunks.size()).mapToObj(this::unpacked).flatMap(List::stream);
    }

    Stream<FrameFingerprints> newestFirst() {
        return IntStream.range(0, chunks.size())
                .mapToObj(i -> {
                    List<FrameFingerprints> frames = unpacked(chunks.size() - 1 - i);
                    Collections.reverse(frames);
                    return frames;
                })
                .flatMap(List::stream);
    }

    private List<FrameFingerprints> unpacked(int chunk) {
        byte[] frames = chunks.get(chunk);
        return PackedFrames.from(frames, chunk == 0 ? start : PackedFrames.first(frames));
    }

    /** With a newer frame. */
    RecentFrames with(FrameFingerprints frame) {
        List<byte[]> longer = new ArrayList<>(chunks);
        Optional<byte[]> grown = Optional.empty();
        if (!chunks.isEmpty() && chunks.get(chunks.size() - 1).length < FULL_CHUNK) {
            grown = PackedFrames.with(chunks.get(chunks.size() - 1), frame);
        }
        if (grown.isPresent()) {
            longer.set(longer.size() - 1, grown.get());
        } else {
            longer.add(PackedFrames.of(frame));
        }
        return new RecentFrames(
                longer, isEmpty() ? PackedFrames.first(longer.get(0)) : start, size + 1, frame.ptsMillis());
    }

    /** Without the oldest frames, as far as they lie before that time or are more than that many. */
    RecentFrames since(long ptsMillis, int most) {
        int chunk = 0;
        int at = start;
        int left = size;
        while (left > 0 && (left > most || PackedFrames.ptsMillis(chunks.get(chunk), at) < ptsMillis)) {
            left--;
            at = PackedFrames.next(chunks.get(chunk), at);
            if (at == chunks.get(chunk).length) {
                chunk++;
                at = left == 0 ? at : PackedFrames.first(chunks.get(chunk));
            }
        }
        if (left == 0) {
            return NONE;
        }
        return left == size ? this : new RecentFrames(chunks.subList(chunk, chunks.size()), at, left, newestMillis);
    }

    /** Whether the same frames are kept, however they are packed. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RecentFrames frames
                && size == frames.size
                && oldestFirst().toList().equals(frames.oldestFirst().toList());
    }

    @Override
    public int hashCode() {
        return Objects.hash(size, newestMillis);
    }
}
