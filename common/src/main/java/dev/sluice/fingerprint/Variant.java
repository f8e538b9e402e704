package dev.sluice.fingerprint;

/** The transformation under which a fingerprint of a live frame was taken. */
public enum Variant {
    /** The frame as it came. */
    ORIGINAL,
    /** Mirrored left to right, the most common evasion. */
    MIRROR,
    /** Without its uniform borders (letterbox, pillarbox, frame). */
    TRIM,
    /** Without its borders, and mirrored. */
    TRIM_MIRROR
}
