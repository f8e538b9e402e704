package dev.sluice.match;

import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;

/**
 * One frame match as a sequence remembers it.
 *
 * @param ptsMillis media time of the live frame
 * @param referenceMillis time of the known frame into its video
 */
public record Vote(
        long ptsMillis,
        long referenceMillis,
        int distance,
        Variant variant,
        PdqHash live,
        PdqHash known,
        boolean partial) {
    static Vote of(FrameMatch match) {
        return new Vote(
                match.ptsMillis(),
                match.known().tMillis(),
                match.distance(),
                match.fingerprint().variant(),
                match.fingerprint().hash(),
                match.known().hash(),
                match.partial());
    }

    long offsetMillis() {
        return referenceMillis - ptsMillis;
    }
}
