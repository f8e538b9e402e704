package dev.sluice.match;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.signature.KnownFrame;

/**
 * One frame match as a sequence remembers it.
 *
 * @param ptsMillis media time of the live frame
 * @param referenceMillis time of the known frame into its video
 * @param view of the known frame, see {@link dev.sluice.signature.ReferenceView}
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

    /** Whether both see the stream and the reference under the same transformation. */
    boolean sameView(Vote other) {
        return variant == other.variant && view == other.view;
    }
}
