package dev.sluice.signature;

import dev.sluice.fingerprint.Part;
import java.util.List;

/**
 * Which view of a reference picture was hashed, as one small number: 0..200 for the whole without so many thousandths of
 * each side, above that for its halves, and one for a file's bytes.
 */
public final class ReferenceView {
    /** No picture was hashed: the file's bytes are the same. */
    public static final int PAYLOAD = 255;

    private static final int LARGEST_CROP = 200;
    private static final List<Part> PARTS = List.of(Part.values());

    private ReferenceView() {}

    /**
     * The number of a view.
     *
     * @param crop per mille, 0..200
     * @param part a {@link Part}'s name; null or anything else for the whole
     */
    public static int of(int crop, String part) {
        if (part != null) {
            for (Part known : PARTS) {
                if (known != Part.WHOLE && known.name().equals(part)) {
                    return LARGEST_CROP + PARTS.indexOf(known);
                }
            }
        }
        return Math.max(0, Math.min(LARGEST_CROP, crop));
    }

    /** What was cut off each side, per mille; 0 for a half. */
    public static int crop(int view) {
        return view > LARGEST_CROP ? 0 : view;
    }

    /** Whether it is a half. */
    public static boolean isPart(int view) {
        return view > LARGEST_CROP && view != PAYLOAD;
    }

    /** Whether a copy that matches it shows less than the reference did. */
    public static boolean isCut(int view) {
        return view > 0 && view != PAYLOAD;
    }
}
