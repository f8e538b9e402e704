package dev.sluice.signature;

import dev.sluice.fingerprint.Part;
import dev.sluice.fingerprint.Reframing;
import dev.sluice.fingerprint.SideCut;
import dev.sluice.fingerprint.Warp;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which view of a reference picture was hashed, as one small number: 0..200 for the whole without so many thousandths of
 * each side, above that for its halves and for how else it was edited before, and one for a file's bytes.
 */
public final class ReferenceView {
    /** No picture was hashed: the file's bytes are the same. */
    public static final int PAYLOAD = 255;

    private static final int LARGEST_CROP = 200;
    /** Halves first; their numbers lie in state and must not change, so what is new comes last. */
    private static final List<String> PARTS = Stream.of(
                    Arrays.stream(Part.values()).filter(part -> part != Part.WHOLE),
                    Arrays.stream(Reframing.values()),
                    Arrays.stream(SideCut.values()),
                    Arrays.stream(Warp.values()))
            .flatMap(views -> views)
            .map(Enum::name)
            .toList();

    private static final int LAST_HALF = LARGEST_CROP + Part.values().length - 1;

    private ReferenceView() {}

    /**
     * The number of a view.
     *
     * @param crop per mille, 0..200
     * @param part the name of a {@link Part}, {@link Reframing}, {@link SideCut} or {@link Warp}; null or anything else for the whole
     */
    public static int of(int crop, String part) {
        int named = PARTS.indexOf(part);
        return named < 0 ? Math.max(0, Math.min(LARGEST_CROP, crop)) : LARGEST_CROP + 1 + named;
    }

    /** What was cut off each side, per mille; 0 if that is not the same for each. */
    public static int crop(int view) {
        return view > LARGEST_CROP ? 0 : view;
    }

    /** The name of a half, reframing, side cut or warp; empty for a view of another kind. */
    public static String part(int view) {
        int named = view - LARGEST_CROP - 1;
        return named < 0 || named >= PARTS.size() ? "" : PARTS.get(named);
    }

    /** Whether it is a half. */
    public static boolean isHalf(int view) {
        return view > LARGEST_CROP && view <= LAST_HALF;
    }

    /** Whether a copy that matches it was cut or turned. */
    public static boolean isEdited(int view) {
        return view > 0 && view != PAYLOAD;
    }
}
