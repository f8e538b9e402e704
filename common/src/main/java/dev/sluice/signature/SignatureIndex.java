package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;

/** Exact radius search over known frames: no false negative by construction. Immutable. */
public interface SignatureIndex {
    /** Shows every known frame within {@code distance} bits of the query, in no order. */
    void search(PdqHash query, int distance, Visitor visitor);

    /** Number of known frames. */
    int size();

    /** Receives what a search finds. */
    interface Visitor {
        void found(KnownFrame frame, int distance);
    }
}
