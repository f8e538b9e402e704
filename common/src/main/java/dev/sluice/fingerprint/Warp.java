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
    TILTED_LEFT {
        @Override
        Projection projection(int width, int height) {
            return Projection.turn(-5, 1);
        }
    },
    TILTED_RIGHT {
        @Override
        Projection projection(int width, int height) {
            return Projection.turn(5, 1);
        }
    },
    TILTED_LEFT_FILLED {
        @Override
        Projection projection(int width, int height) {
            return Projection.turnFilled(-4.5, width, height);
        }
    },
    TILTED_RIGHT_FILLED {
        @Override
        Projection projection(int width, int height) {
            return Projection.turnFilled(4.5, width, height);
        }
    },
    STRETCHED_TOP {
        @Override
        Projection projection(int width, int height) {
            return Projection.lean(LEFT_OF_EDGE, 0, 1, width, height);
        }
    },
    STRETCHED_BOTTOM {
        @Override
        Projection projection(int width, int height) {
            return Projection.lean(LEFT_OF_EDGE, 0, -1, width, height);
        }
    },
    STRETCHED_LEFT {
        @Override
        Projection projection(int width, int height) {
            return Projection.lean(LEFT_OF_EDGE, 1, 0, width, height);
        }
    },
    STRETCHED_RIGHT {
        @Override
        Projection projection(int width, int height) {
            return Projection.lean(LEFT_OF_EDGE, -1, 0, width, height);
        }
    };

    private static final double LEFT_OF_EDGE = 0.88;

    /** From where in the picture each sample is taken. */
    abstract Projection projection(int width, int height);

    /** A plane of the same size. */
    LumaPlane of(LumaPlane luma) {
        return projection(luma.width(), luma.height()).of(luma);
    }
}
