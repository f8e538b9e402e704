package dev.sluice.screening;

/**
 * How far an earlier stream of the same account aligned with a signature, shortly before this one began.
 *
 * @param frames distinct frames on one offset
 * @param seeds those of them that matched closely
 */
public record Inherited(
        String streamId, String bank, String signatureId, int frames, long spanMillis, int seeds, long atMillis) {}
