package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;

/**
 * What is left of a picture when one side or the two at a corner are cut off, as is done to be rid of a badge or a line of writing.
 * Of drawn and recorded pictures, copies that lacked 5 to 14% of a side, or 5 to 11% of two, were within 62 bits.
 */
public enum SideCut {
    LEFT_CUT(100, 0, 0, 0),
    RIGHT_CUT(0, 0, 100, 0),
    TOP_CUT(0, 100, 0, 0),
    BOTTOM_CUT(0, 0, 0, 100),
    TOP_LEFT_CUT(80, 80, 0, 0),
    TOP_RIGHT_CUT(0, 80, 80, 0),
    BOTTOM_LEFT_CUT(80, 0, 0, 80),
    BOTTOM_RIGHT_CUT(0, 0, 80, 80);

    private final int left;
    private final int top;
    private final int right;
    private final int bottom;

    /** All per mille of the width or height. */
    SideCut(int left, int top, int right, int bottom) {
        this.left = left;
        this.top = top;
        this.right = right;
        this.bottom = bottom;
    }

    Region of(LumaPlane luma) {
        return Region.without(luma, left, top, right, bottom);
    }
}
