package dev.sluice.match;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.signature.KnownFrame;
import dev.sluice.signature.ReferenceView;

/**
 * One frame match as a sequence remembers it.
 *
 * @param ptsMillis media time of the live frame
 * @param referenceMillis time of the known frame into its video
 * @param view of the known frame, see {@link ReferenceView}
 * @param seed whether the distance is within the bank's
 */
public record Vote(
        long ptsMillis,
        long referenceMillis,
        int distance,
        Variant variant,
        int view,
        PdqHash live,
        PdqHash known,
        boolean partial,
        boolean seed) {
    static Vote seed(FrameMatch match) {
        return of(match.fingerprint(), match.known(), match.distance(), match.ptsMillis(), match.partial(), true);
    }

    static Vote loose(FrameMatch match) {
        return of(match.fingerprint(), match.known(), match.distance(), match.ptsMillis(), match.partial(), false);
    }

    static Vote of(Fingerprint live, KnownFrame known, int distance, long ptsMillis, boolean partial, boolean seed) {
        return new Vote(
                ptsMillis,
                known.tMillis(),
                distance,
                live.variant(),
                known.view(),
                live.hash(),
                known.hash(),
                partial,
                seed);
    }

    /**
     * Whether both see the stream and the reference alike: the stream undone in the same way, and the same half of the reference, or
     * all of it however cropped or askew. The latter changes while a hand holds the camera.
     */
    boolean seesAs(Vote other) {
        return variant == other.variant && (view == other.view || (isWhole() && other.isWhole()));
    }

    private boolean isWhole() {
        return !ReferenceView.isHalf(view) && view != ReferenceView.PAYLOAD;
    }
}
