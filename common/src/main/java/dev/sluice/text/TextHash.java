package dev.sluice.text;

/**
 * A hash of a message's keys that punctuation in place of letters does not change: the letters that it can stand for do
 * not count, and no letter counts twice in a row. FNV-1a over code points, with a final mix.
 */
final class TextHash {
    static final long START = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    /** Fewer say too little: many short messages look alike by chance. Chosen. */
    private static final int FEWEST = 8;

    private TextHash() {}

    /** Whether a key counts: a, e, i, l, s and t may have been written as symbols. */
    static boolean counts(int key) {
        return key != 'a' && key != 'e' && key != 'i' && key != 's' && key != 't';
    }

    static long add(long hash, int key) {
        return (hash ^ key) * PRIME;
    }

    /**
     * @param counted how many keys were added
     * @return 0 if they are too few to tell, never {@link Long#MIN_VALUE}
     */
    static long finish(long hash, int counted) {
        if (counted < FEWEST) {
            return 0;
        }
        long mixed = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed ^= mixed >>> 32;
        return mixed == 0 || mixed == Long.MIN_VALUE ? 1 : mixed;
    }

    static long of(FoldedText text) {
        long hash = START;
        int counted = 0;
        int last = 0;
        for (int i = 0; i < text.size; i++) {
            int key = text.key[i];
            if (!counts(key)) {
                continue;
            }
            if (key != last) {
                hash = add(hash, key);
                counted++;
                last = key;
            }
        }
        return finish(hash, counted);
    }
}
