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
    TRIM_MIRROR,
    /** With black and white exchanged. */
    INVERTED,
    /** Turned by a quarter clockwise, to meet a copy that was turned the other way. */
    ROTATE_90,
    /** Turned by a half. */
    ROTATE_180,
    /** Turned by three quarters clockwise. */
    ROTATE_270,
    /** Top and bottom exchanged. */
    UPSIDE_DOWN,
    /** The upper half, inside the borders. */
    TOP,
    /** The upper half, mirrored. */
    TOP_MIRROR,
    /** The lower half, inside the borders. */
    BOTTOM,
    /** The lower half, mirrored. */
    BOTTOM_MIRROR,
    /** The left half, inside the borders. */
    LEFT,
    /** The left half, mirrored: the right half of a mirrored reference. */
    LEFT_MIRROR,
    /** The right half, inside the borders. */
    RIGHT,
    /** The right half, mirrored: the left half of a mirrored reference. */
    RIGHT_MIRROR,
    /** A picture shown inside the picture, found by its edges; a frame may have several. */
    INSET,
    /** A picture shown inside the picture, mirrored. */
    INSET_MIRROR;

    /** Whether it shows only a part of the picture: such evidence may flag but never kill. */
    public boolean isPart() {
        return compareTo(TOP) >= 0;
    }

    /** Whether it is kept for look-back: the others would multiply a stream's state. */
    public boolean isRemembered() {
        return compareTo(INVERTED) < 0;
    }
}
