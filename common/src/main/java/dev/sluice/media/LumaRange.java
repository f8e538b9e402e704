package dev.sluice.media;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Limited ("TV", 16..235) to full range (0..255) brightness. Video codes limited range, stills full range; fingerprints
 * are taken of full range only, so that a frame and its reference meet whatever carried them.
 */
final class LumaRange {
    private static final byte[] EXPANDED = expansion();

    /** For two neighbouring samples at once: half the look-ups. */
    private static final short[] EXPANDED_PAIRS = pairExpansion();

    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

    private LumaRange() {}

    /** Replaces each limited-range sample by the nearest full-range one, in place. */
    static void expandLimited(byte[] samples) {
        int paired = samples.length & ~1;
        for (int i = 0; i < paired; i += 2) {
            PAIR.set(samples, i, EXPANDED_PAIRS[(short) PAIR.get(samples, i) & 0xFFFF]);
        }
        if (paired < samples.length) {
            samples[paired] = EXPANDED[samples[paired] & 0xFF];
        }
    }

    private static short[] pairExpansion() {
        short[] table = new short[1 << 16];
        for (int pair = 0; pair < table.length; pair++) {
            table[pair] = (short) ((EXPANDED[pair >> 8] << 8) | (EXPANDED[pair & 0xFF] & 0xFF));
        }
        return table;
    }

    private static byte[] expansion() {
        byte[] table = new byte[256];
        for (int limited = 0; limited < 256; limited++) {
            long full = Math.round((limited - 16) * 255.0 / 219.0);
            table[limited] = (byte) Math.max(0, Math.min(255, full));
        }
        return table;
    }
}
