package dev.sluice.fingerprint;

/**
 * A picture's PDQ hash and how much detail it was taken from.
 *
 * @param variant the transformation under which it was taken
 * @param hash 256 bits
 * @param quality 0 (flat) .. 100; below 50 a match means nothing
 */
public record Fingerprint(Variant variant, PdqHash hash, int quality) {}
