package dev.sluice.signature;

import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.PdqHash;
import java.util.Optional;

/** Exact radius search over known frames: no false negative by construction. Immutable. */
public interface SignatureIndex {
    /** Shows every known frame within {@code distance} bits of the query, in no order. */
    default void search(PdqHash query, int distance, Visitor visitor) {
        searchSince(Long.MIN_VALUE, query, distance, visitor);
    }

    /** The same, among what was added at a version of the catalogue from {@code version} on. */
    void searchSince(long version, PdqHash query, int distance, Visitor visitor);

    /**
     * Shows every signature that names a file by this digest and was added at a version of the catalogue from {@code version}
     * on, as a frame of the view {@link ReferenceView#PAYLOAD} whose hash is {@link PayloadDigest#asHash}.
     */
    void payloadSince(long version, PayloadDigest digest, Visitor visitor);

    /** The same, among all. */
    default void payload(PayloadDigest digest, Visitor visitor) {
        payloadSince(Long.MIN_VALUE, digest, visitor);
    }

    /** A known video, to look at its frames in time; empty if there is none of that name. */
    Optional<ReferenceVideo> video(String bank, String signatureId);

    /** Number of known frames, without digests; those of removed signatures included until they are merged away. */
    int size();

    /** Receives what a search finds. */
    interface Visitor {
        void found(KnownFrame frame, int distance);
    }
}
