package dev.sluice.fingerprint;

/**
 * The eight ways to turn and mirror a picture. Each is a transposition and sign changes of the picture's DCT: a mirror
 * negates the odd frequencies along its axis.
 */
public enum Symmetry {
    ORIGINAL(false, false, false),
    ROTATE_90(true, true, false),
    ROTATE_180(false, true, true),
    ROTATE_270(true, false, true),
    /** Top to bottom; PDQ's {@code flipx}. */
    UPSIDE_DOWN(false, true, false),
    /** Left to right, what a mirror does; PDQ's {@code flipy}. */
    MIRROR(false, false, true),
    /** PDQ's {@code flipplus1}. */
    TRANSPOSE(true, false, false),
    /** PDQ's {@code flipminus1}. */
    ANTI_TRANSPOSE(true, true, true);

    final boolean transposes;
    final boolean negatesRows;
    final boolean negatesColumns;

    Symmetry(boolean transposes, boolean negatesRows, boolean negatesColumns) {
        this.transposes = transposes;
        this.negatesRows = negatesRows;
        this.negatesColumns = negatesColumns;
    }
}
