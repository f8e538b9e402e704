package dev.sluice.fingerprint;

import java.util.random.RandomGenerator;

/** Hashes for tests and benchmarks, the same for the same seed. */
public final class RandomHashes {
    private static final int BITS = 256;

    private final RandomGenerator random;

    public RandomHashes(RandomGenerator random) {
        this.random = random;
    }

    /** One with 128 ones, as a picture with detail has: random bits, and then flips until their number is right. */
    public PdqHash balanced() {
        PdqHash hash = new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        int ones = hash.weight();
        while (ones != BITS / 2) {
            PdqHash flipped = flip(hash, random.nextInt(BITS));
            int itsOnes = flipped.weight();
            if (itsOnes > ones == ones < BITS / 2) {
                hash = flipped;
                ones = itsOnes;
            }
        }
        return hash;
    }

    /** The hash with exactly so many bits the other way. */
    public PdqHash flipped(PdqHash hash, int bits) {
        PdqHash result = hash;
        while (result.distance(hash) < bits) {
            PdqHash next = flip(result, random.nextInt(BITS));
            result = next.distance(hash) > result.distance(hash) ? next : result;
        }
        return result;
    }

    /** With so many bits the other way, an even number, and as many ones as before: as a picture with detail has. */
    public PdqHash edited(PdqHash hash, int bits) {
        PdqHash result = hash;
        while (result.distance(hash) < bits || result.weight() != hash.weight()) {
            PdqHash next = flip(result, random.nextInt(BITS));
            boolean further = next.distance(hash) > result.distance(hash) && result.distance(hash) < bits;
            boolean nearerInWeight = Math.abs(next.weight() - hash.weight()) <= 1;
            result = further && nearerInWeight ? next : result;
        }
        return result;
    }

    private static PdqHash flip(PdqHash hash, int bit) {
        long mask = 1L << (bit & 63);
        return switch (bit >> 6) {
            case 0 -> new PdqHash(hash.w0() ^ mask, hash.w1(), hash.w2(), hash.w3());
            case 1 -> new PdqHash(hash.w0(), hash.w1() ^ mask, hash.w2(), hash.w3());
            case 2 -> new PdqHash(hash.w0(), hash.w1(), hash.w2() ^ mask, hash.w3());
            default -> new PdqHash(hash.w0(), hash.w1(), hash.w2(), hash.w3() ^ mask);
        };
    }
}
