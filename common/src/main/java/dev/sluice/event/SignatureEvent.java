package dev.sluice.event;

import java.time.Instant;
import java.util.List;

/**
 * A signature, or one chunk of a long one, as it lies on the compacted topic {@code signatures} under the key {@code
 * bank/signature_id[/chunk]}. A tombstone under the same key removes it.
 *
 * @param bank the bank's name
 * @param signatureId unique in its bank
 * @param media {@link #IMAGE} or {@link #VIDEO}
 * @param opinion {@link #POSITIVE} may act; other values (SEED, NEGATIVE, DISPUTED) match but never kill
 * @param source who contributed it
 * @param addedAt when; soak time counts from here
 * @param frames fingerprints in time order, at least one
 */
public record SignatureEvent(
        String bank,
        String signatureId,
        String media,
        String opinion,
        String source,
        Instant addedAt,
        List<Frame> frames) {
    public static final String IMAGE = "IMAGE";
    public static final String VIDEO = "VIDEO";
    public static final String POSITIVE = "POSITIVE";

    public SignatureEvent {
        frames = frames == null ? List.of() : List.copyOf(frames);
    }

    /**
     * One known fingerprint.
     *
     * @param hash 64 hexadecimal digits
     * @param quality 0..100
     * @param tMillis time into the video
     * @param crop what was cut off each side of the picture before it was hashed, per mille: 0 (nothing) .. 200
     * @param part TOP, BOTTOM, LEFT or RIGHT if only that half was hashed, null for the whole
     */
    public record Frame(String hash, int quality, long tMillis, int crop, String part) {
        /** Of the whole picture. */
        public Frame(String hash, int quality, long tMillis) {
            this(hash, quality, tMillis, 0, null);
        }

        /** Of the picture's centre. */
        public Frame(String hash, int quality, long tMillis, int crop) {
            this(hash, quality, tMillis, crop, null);
        }
    }
}
