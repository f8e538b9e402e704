package dev.sluice.media;

import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.FrameDecoder.Limits;
import java.util.ArrayList;
import java.util.List;

/** The keyframes of one video payload: which are worth decoding, what became of them, and whether they stay in bounds. */
final class Keyframes {
    static final long UNKNOWN_TIME = Long.MIN_VALUE;

    /** A payload's pictures lie in the heap together; two seconds of 1080p hold a keyframe per 70 ms within this. */
    private static final int LARGEST_PICTURES_PER_PAYLOAD = 4;

    /** No segment is longer; time stamps farther apart are damage or malice. */
    private static final long LONGEST_MILLIS = 600_000;

    private final Limits limits;
    private final List<Picture> pictures = new ArrayList<>();
    private long firstMillis = UNKNOWN_TIME;
    private long samples;
    private int seen;

    Keyframes(Limits limits) {
        this.limits = limits;
    }

    /** Whether the parser's picture is a keyframe that its payload fully describes. */
    boolean accept(AccessUnitParser parser) throws RefusedException {
        if (!parser.isKeyframe()) {
            return false;
        }
        seen++;
        if (parser.width() <= 0 || parser.height() <= 0) {
            return false;
        }
        limits.checkPicture(parser.width(), parser.height());
        samples += (long) parser.width() * parser.height();
        long most = (long) LARGEST_PICTURES_PER_PAYLOAD * limits.maxPixels();
        if (samples > most) {
            throw new RefusedException(
                    DecodeError.TOO_MANY_PIXELS,
                    seen + " keyframes of " + samples + " pixels together, at most " + most + " are allowed");
        }
        return true;
    }

    /** @param millis time of the picture on any clock, or {@link #UNKNOWN_TIME} */
    void add(LumaPlane luma, long millis, boolean partial) {
        if (firstMillis == UNKNOWN_TIME) {
            firstMillis = millis;
        }
        long previous =
                pictures.isEmpty() ? 0 : pictures.get(pictures.size() - 1).offsetMillis();
        boolean plausible = millis >= firstMillis && millis - firstMillis <= LONGEST_MILLIS;
        long offset = plausible ? Math.max(previous, millis - firstMillis) : previous;
        pictures.add(new Picture(luma, offset, partial));
    }

    List<Picture> pictures() throws RefusedException {
        if (!pictures.isEmpty()) {
            return pictures;
        }
        if (seen == 0) {
            throw new RefusedException(DecodeError.NO_KEYFRAME, "no keyframe of H.264 or H.265");
        }
        throw RefusedException.corrupt(seen + " keyframes, none of which decodes");
    }
}
