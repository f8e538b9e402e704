package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;

/**
 * A picture turned by a few degrees about its centre, as large as it was with black corners, or enlarged until no corner shows; or
 * with one edge stretched, so that it shows 12% less of its length. All are what a hand-held camera before a screen makes.
 *
 * <p>Of drawn and recorded pictures, copies turned by 3 to 7 degrees, or by 3 to 6 and enlarged, and such of which one edge lost 4 to
 * 17%, were within 62 bits; what is changed less is that near to the picture or one of its crops.
 */
public enum Warp {
    /** Against the clock. */
    TILTED_LEFT(-5, false),
    TILTED_RIGHT(5, false),
    TILTED_LEFT_FILLED(-4.5, true),
    TILTED_RIGHT_FILLED(4.5, true),
    STRETCHED_TOP(0, 1),
    STRETCHED_BOTTOM(0, -1),
    STRETCHED_LEFT(1, 0),
    STRETCHED_RIGHT(-1, 0);

    private static final double LEFT_OF_EDGE = 0.88;

    private final double degrees;
    private final boolean filled;
    private final int left;
    private final int top;

    Warp(double degrees, boolean filled) {
        this(degrees, filled, 0, 0);
    }

    Warp(int left, int top) {
        this(0, false, left, top);
    }

    Warp(double degrees, boolean filled, int left, int top) {
        this.degrees = degrees;
        this.filled = filled;
        this.left = left;
        this.top = top;
    }

    /** A plane of the same size. */
    LumaPlane of(LumaPlane luma) {
        return projection(luma.width(), luma.height()).of(luma);
    }

    private Projection projection(int width, int height) {
        if (degrees == 0) {
            return Projection.lean(LEFT_OF_EDGE, left, top, width, height);
        }
        return filled ? Projection.turnFilled(degrees, width, height) : Projection.turn(degrees, 1);
    }
}
