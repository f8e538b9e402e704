package dev.sluice.screening;

import dev.sluice.fingerprint.PdqHash;

/**
 * That a stream showed a picture, under one of the bands of its hash.
 *
 * @param band number of the band and its bits: near hashes often share one
 */
public record Sighting(int band, String streamId, String accountId, PdqHash hash, long atMillis) {}
