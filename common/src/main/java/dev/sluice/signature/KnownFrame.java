package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;

/**
 * One frame of a signature, as a search shows it.
 *
 * @param hash of the view; in the place of one the digest, if all bytes are the same
 * @param tMillis time into the reference video, 0 for a picture
 * @param view which view of the reference was hashed, see {@link ReferenceView}
 */
public record KnownFrame(Signature signature, PdqHash hash, long tMillis, int view) {}
