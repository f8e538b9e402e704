package dev.sluice.media;

/**
 * Limited ("TV", 16..235) to full range (0..255) brightness. Video codes limited range, stills full range; fingerprints
 * are taken of full range only, so that a frame and its reference meet whatever carried them.
 */
final class LumaRange {
    private static final byte[] EXPANDED = expansion();

    private LumaRange() {}

    /** Replaces each limited-range sample by the nearest full-range one, in place. */
    static void expandLimited(byte[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = EXPANDED[samples[i] & 0xFF];
        }
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
