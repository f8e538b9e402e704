package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;

/** A rectangle of a plane, in samples; wholly inside it. */
record Region(int left, int top, int width, int height) {
    static Region whole(LumaPlane luma) {
        return new Region(0, 0, luma.width(), luma.height());
    }
}
