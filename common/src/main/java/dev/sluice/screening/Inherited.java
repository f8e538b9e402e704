package dev.sluice.screening;

import dev.sluice.match.Alignment;

/**
 * How far an earlier stream of the same account aligned with a signature, shortly before this one began.
 *
 * @param frames distinct frames on one offset
 * @param seeds those of them that matched closely
 * @param referenceFromMillis time into the reference of the earliest that was shown
 * @param referenceToMillis time into the reference of the latest
 */
public record Inherited(
        String streamId,
        String bank,
        String signatureId,
        int frames,
        long spanMillis,
        int seeds,
        long referenceFromMillis,
        long referenceToMillis,
        long atMillis) {
    /** Whether the alignment is with another stretch of the reference: the same frames shown again are no more evidence. */
    boolean isBeside(Alignment alignment) {
        return referenceToMillis > referenceFromMillis
                && (alignment.referenceFromMillis() > referenceToMillis
                        || alignment.referenceToMillis() < referenceFromMillis);
    }
}
