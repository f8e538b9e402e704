package dev.sluice.signature;

import dev.sluice.fingerprint.PdqHash;
import java.util.Arrays;

/** Known frames as columns that grow: 41 bytes each. Written by one thread; what is below {@link #size} never changes. */
final class HashColumns {
    static final int WORDS = 4;
    private static final int FIRST_CAPACITY = 64;

    private long[] words = new long[FIRST_CAPACITY * WORDS];
    private int[] owners = new int[FIRST_CAPACITY];
    private int[] times = new int[FIRST_CAPACITY];
    private byte[] views = new byte[FIRST_CAPACITY];
    private int size;

    HashColumns() {}

    HashColumns(int capacity) {
        words = new long[capacity * WORDS];
        owners = new int[capacity];
        times = new int[capacity];
        views = new byte[capacity];
    }

    /**
     * @param owner number of the signature
     * @param tMillis time into the reference video
     * @param view which view of the reference, see {@link ReferenceView}
     */
    void add(PdqHash hash, int owner, int tMillis, byte view) {
        if (size == owners.length) {
            grow();
        }
        int at = size * WORDS;
        words[at] = hash.w0();
        words[at + 1] = hash.w1();
        words[at + 2] = hash.w2();
        words[at + 3] = hash.w3();
        owners[size] = owner;
        times[size] = tMillis;
        views[size] = view;
        size++;
    }

    void addFrom(HashColumns other, int entry) {
        add(other.hash(entry), other.owners[entry], other.times[entry], other.views[entry]);
    }

    /** Without room to grow, so that no memory lies idle in a segment that lives long. */
    HashColumns trimmed() {
        if (size < owners.length) {
            words = Arrays.copyOf(words, size * WORDS);
            owners = Arrays.copyOf(owners, size);
            times = Arrays.copyOf(times, size);
            views = Arrays.copyOf(views, size);
        }
        return this;
    }

    int size() {
        return size;
    }

    long[] words() {
        return words;
    }

    int owner(int entry) {
        return owners[entry];
    }

    int time(int entry) {
        return times[entry];
    }

    byte view(int entry) {
        return views[entry];
    }

    PdqHash hash(int entry) {
        int at = entry * WORDS;
        return new PdqHash(words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    /** Differing bits, or something above {@code bound} as soon as that is certain. */
    int distance(int entry, long w0, long w1, long w2, long w3, int bound) {
        int at = entry * WORDS;
        int half = Long.bitCount(words[at] ^ w0) + Long.bitCount(words[at + 1] ^ w1);
        return half > bound ? half : half + Long.bitCount(words[at + 2] ^ w2) + Long.bitCount(words[at + 3] ^ w3);
    }

    private void grow() {
        int capacity = owners.length + (owners.length >> 1);
        words = Arrays.copyOf(words, capacity * WORDS);
        owners = Arrays.copyOf(owners, capacity);
        times = Arrays.copyOf(times, capacity);
        views = Arrays.copyOf(views, capacity);
    }
}
