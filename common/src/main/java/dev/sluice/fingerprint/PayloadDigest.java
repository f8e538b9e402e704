package dev.sluice.fingerprint;

import dev.sluice.event.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The first 128 bits of the digest of a frame's bytes as they came, by which an exact copy is told: of MD5 that is all of it,
 * and two files that agree in so much of a longer digest do not exist by chance.
 */
public record PayloadDigest(long high, long low) {
    private static final int DIGITS = 32;

    /** Of some bytes. */
    public static PayloadDigest of(DigestAlgorithm algorithm, byte[] payload) {
        return of(ByteBuffer.wrap(algorithm.digest(payload)));
    }

    /**
     * From a list or an event.
     *
     * @param algorithm a {@link DigestAlgorithm}'s name
     * @param hex all of the digest
     * @return empty if the algorithm is unknown or the digits are not a digest of it
     */
    public static Optional<PayloadDigest> parse(String algorithm, String hex) {
        return DigestAlgorithm.of(algorithm)
                .filter(known -> known.isDigest(hex))
                .map(known -> of(ByteBuffer.wrap(HexFormat.of().parseHex(hex, 0, DIGITS))));
    }

    /** What {@link #asHash} was made of. */
    public static PayloadDigest ofHash(PdqHash hash) {
        return new PayloadDigest(hash.w0(), hash.w1());
    }

    /** In the place of a fingerprint; it is none, and says nothing about likeness. */
    public PdqHash asHash() {
        return new PdqHash(high, low, 0, 0);
    }

    private static PayloadDigest of(ByteBuffer bytes) {
        return new PayloadDigest(bytes.getLong(), bytes.getLong());
    }
}
