package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.Optional;

/** The centre of a picture that is left when it is cut to another shape, as re-uploads to phones and feeds are. */
public enum Reframing {
    /** 4:3; of an upright picture 3:4. */
    FOUR_BY_THREE(4, 3),
    SQUARE(1, 1),
    /** 4:5; of an upright picture 5:4. */
    FOUR_BY_FIVE(4, 5),
    /** 9:16; of an upright picture 16:9. */
    NINE_BY_SIXTEEN(9, 16);

    /** What leaves more than this of a picture's longer side is met by the whole picture and its crops. */
    private static final double LITTLE_CUT = 0.95;

    private final int across;
    private final int along;

    Reframing(int across, int along) {
        this.across = across;
        this.along = along;
    }

    /** What is left of a picture, all of its shorter side; empty if that is nearly everything. */
    Optional<Region> of(LumaPlane luma) {
        boolean upright = luma.height() > luma.width();
        int shorter = Math.min(luma.width(), luma.height());
        int longer = Math.max(luma.width(), luma.height());
        int left = Math.round(shorter * (float) across / along);
        if (left > longer * LITTLE_CUT) {
            return Optional.empty();
        }
        int start = (longer - left) / 2;
        return Optional.of(upright ? new Region(0, start, shorter, left) : new Region(start, 0, left, shorter));
    }
}
