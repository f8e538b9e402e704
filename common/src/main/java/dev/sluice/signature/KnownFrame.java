package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;

/**
 * One frame of a signature.
 *
 * @param tMillis time into the reference video, 0 for a picture
 * @param version the catalogue's version that first held it
 */
public record KnownFrame(Signature signature, PdqHash hash, long tMillis, long version) {}
