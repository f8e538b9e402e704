package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;

/**
 * One frame of a signature, as a search shows it.
 *
 * @param tMillis time into the reference video, 0 for a picture
 * @param crop what was cut off each side of the reference before it was hashed, per mille
 */
public record KnownFrame(Signature signature, PdqHash hash, long tMillis, int crop) {}
