package dev.sluice.event;

import java.time.Instant;
import java.util.List;

/**
 * A signature, or one chunk of a long one: fingerprints that a live frame may resemble, digests that a frame's bytes may
 * have, or both. It lies on the compacted topic {@code signatures} under the key {@code bank/signature_id[/chunk]}. A tombstone under the same key removes it.
 *
 * @param bank the bank's name
 * @param signatureId unique in its bank
 * @param media {@link #IMAGE}, {@link #VIDEO} or, if only its digest is known, {@link #FILE}
 * @param opinion {@link #POSITIVE} may act; other values (SEED, NEGATIVE, DISPUTED) match but never kill
 * @param source who contributed it
 * @param addedAt when; soak time counts from here
 * @param frames fingerprints in time order; may be none if there are digests
 * @param digests of whole files or frames, that only an exact copy has; may be none if there are frames
 */
public record SignatureEvent(
        String bank,
        String signatureId,
        String media,
        String opinion,
        String source,
        Instant addedAt,
        List<Frame> frames,
        List<Digest> digests) {
    public static final String IMAGE = "IMAGE";
    public static final String VIDEO = "VIDEO";
    public static final String FILE = "FILE";
    public static final String POSITIVE = "POSITIVE";

    public SignatureEvent {
        frames = frames == null ? List.of() : List.copyOf(frames);
        digests = digests == null ? List.of() : List.copyOf(digests);
    }

    /** Of fingerprints only. */
    public SignatureEvent(
            String bank,
            String signatureId,
            String media,
            String opinion,
            String source,
            Instant addedAt,
            List<Frame> frames) {
        this(bank, signatureId, media, opinion, source, addedAt, frames, List.of());
    }

    /**
     * The digest of a whole file.
     *
     * @param algorithm a {@link DigestAlgorithm}'s name; what is named by another cannot be found
     * @param hex hexadecimal digits in lower case
     */
    public record Digest(String algorithm, String hex) {
        public Digest(DigestAlgorithm algorithm, String hex) {
            this(algorithm.name(), hex);
        }
    }

    /**
     * One known fingerprint.
     *
     * @param hash 64 hexadecimal digits
     * @param quality 0..100
     * @param tMillis time into the video
     * @param crop what was cut off each side of the picture before it was hashed, per mille: 0 (nothing) .. 200
     * @param part TOP, BOTTOM, LEFT or RIGHT if only that half was hashed; else the name of a {@code Reframing}, {@code SideCut} or
     *     {@code Warp} if what that makes of the picture was; null for the whole
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
