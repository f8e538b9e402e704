package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;

/** A rectangle of a plane, in samples; wholly inside it. */
record Region(int left, int top, int width, int height) {
    static Region whole(LumaPlane luma) {
        return new Region(0, 0, luma.width(), luma.height());
    }

    /** What is left when so much is cut off each side, per mille of the width or height. */
    static Region without(LumaPlane luma, int left, int top, int right, int bottom) {
        int fromLeft = luma.width() * left / 1000;
        int fromTop = luma.height() * top / 1000;
        return new Region(
                fromLeft,
                fromTop,
                luma.width() - fromLeft - luma.width() * right / 1000,
                luma.height() - fromTop - luma.height() * bottom / 1000);
    }
}
