package dev.sluice.match;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.signature.KnownFrame;

/**
 * A live frame's fingerprint within a bank's distance of a known frame.
 *
 * @param ptsMillis media time of the live frame
 * @param partial whether the live picture was incomplete
 */
public record FrameMatch(Fingerprint fingerprint, KnownFrame known, int distance, long ptsMillis, boolean partial) {}
