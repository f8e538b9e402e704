package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;
import java.util.List;

/** Compares the query with every known frame, whose hashes lie packed, four longs each. */
final class LinearIndex implements SignatureIndex {
    private static final int WORDS = 4;

    private final KnownFrame[] frames;
    private final long[] words;

    LinearIndex(List<KnownFrame> known) {
        frames = known.toArray(new KnownFrame[0]);
        words = new long[frames.length * WORDS];
        for (int i = 0; i < frames.length; i++) {
            PdqHash hash = frames[i].hash();
            words[i * WORDS] = hash.w0();
            words[i * WORDS + 1] = hash.w1();
            words[i * WORDS + 2] = hash.w2();
            words[i * WORDS + 3] = hash.w3();
        }
    }

    @Override
    public void search(PdqHash query, int distance, Visitor visitor) {
        for (int i = 0, at = 0; i < frames.length; i++, at += WORDS) {
            int differing = Long.bitCount(words[at] ^ query.w0()) + Long.bitCount(words[at + 1] ^ query.w1());
            if (differing > distance) {
                continue;
            }
            differing += Long.bitCount(words[at + 2] ^ query.w2()) + Long.bitCount(words[at + 3] ^ query.w3());
            if (differing <= distance) {
                visitor.found(frames[i], differing);
            }
        }
    }

    @Override
    public int size() {
        return frames.length;
    }
}
