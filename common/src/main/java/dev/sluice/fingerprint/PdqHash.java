package dev.sluice.fingerprint;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A 256-bit PDQ hash. Bit {@code k} of the reference (row {@code k / 16}, column {@code k % 16} of the DCT block) is bit
 * {@code k % 64} of word {@code k / 64}, where {@code w0} holds bits 0 to 63.
 *
 * @see <a href="https://github.com/facebook/ThreatExchange/tree/main/pdq">PDQ, Meta, 2019</a>
 */
public record PdqHash(long w0, long w1, long w2, long w3) {
    /** One-bits of the hash of a picture with detail: those above the median. */
    public static final int DETAILED_WEIGHT = 128;

    private static final int DIGITS = 64;

    /** The hash that 64 lower-case hexadecimal digits name, most significant bit first; empty for anything else. */
    public static Optional<PdqHash> parse(String hex) {
        if (hex == null || hex.length() != DIGITS || !isLowerCaseHex(hex)) {
            return Optional.empty();
        }
        return Optional.of(new PdqHash(
                HexFormat.fromHexDigitsToLong(hex, 48, DIGITS),
                HexFormat.fromHexDigitsToLong(hex, 32, 48),
                HexFormat.fromHexDigitsToLong(hex, 16, 32),
                HexFormat.fromHexDigitsToLong(hex, 0, 16)));
    }

    private static boolean isLowerCaseHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** 64 lower-case hexadecimal digits, as every exchange writes them. */
    public String toHex() {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(w3) + format.toHexDigits(w2) + format.toHexDigits(w1) + format.toHexDigits(w0);
    }

    /** Number of differing bits, 0..256; 31 or less is the usual match. */
    public int distance(PdqHash other) {
        return Long.bitCount(w0 ^ other.w0)
                + Long.bitCount(w1 ^ other.w1)
                + Long.bitCount(w2 ^ other.w2)
                + Long.bitCount(w3 ^ other.w3);
    }

    /** The hash of the same picture with black and white exchanged: every bit the other way. */
    public PdqHash complement() {
        return new PdqHash(~w0, ~w1, ~w2, ~w3);
    }

    /** Number of one-bits; a hash of a picture with detail has exactly 128. */
    public int weight() {
        return Long.bitCount(w0) + Long.bitCount(w1) + Long.bitCount(w2) + Long.bitCount(w3);
    }

    /** Whether it is of a picture with detail: ties, as in a flat picture, leave another number of one-bits. */
    public boolean hasDetail() {
        return weight() == DETAILED_WEIGHT;
    }

    /** The word count and place, not the bits: hashes are sensitive and must not reach logs by accident. */
    @Override
    public String toString() {
        return "PdqHash[256 bits]";
    }
}
