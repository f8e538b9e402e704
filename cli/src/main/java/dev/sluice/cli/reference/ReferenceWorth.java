package dev.sluice.cli.reference;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.PdqHasher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a video is long, lively and detailed enough that a copy of it can be told with certainty. */
final class ReferenceWorth {
    /** What policies usually ask of a sequence before it may kill. */
    private static final int USUAL_FRAMES = 5;

    private static final long USUAL_SPAN_MILLIS = 4000;
    /** Frames that differ in no more bits show the same picture, as in a sequence match. */
    private static final int SAME_PICTURE = 16;

    private final List<PdqHash> distinct = new ArrayList<>();
    private long frames;
    private long poor;
    private long firstMillis = -1;
    private long lastMillis;

    /** Takes in the fingerprint of a whole frame. */
    void add(Fingerprint fingerprint, long ptsMillis) {
        firstMillis = frames == 0 ? ptsMillis : firstMillis;
        lastMillis = ptsMillis;
        frames++;
        if (fingerprint.quality() < PdqHasher.QUALITY_GATE) {
            poor++;
        } else if (distinct.size() < USUAL_FRAMES
                && distinct.stream().allMatch(known -> known.distance(fingerprint.hash()) > SAME_PICTURE)) {
            distinct.add(fingerprint.hash());
        }
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        long lengthMillis = lastMillis - firstMillis;
        if (lengthMillis < USUAL_SPAN_MILLIS) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "it lasts %.1f s: a copy flags, but a kill usually needs a sequence of %d s",
                    Math.floor(lengthMillis / 100.0) / 10,
                    USUAL_SPAN_MILLIS / 1000));
        }
        if (distinct.size() < USUAL_FRAMES) {
            warnings.add("it shows only " + distinct.size() + " of the " + USUAL_FRAMES
                    + " clearly different pictures that a kill usually needs: a copy flags");
        }
        if (2 * poor > frames) {
            warnings.add(Math.round(100.0 * poor / frames)
                    + "% of its frames have too little detail (PDQ quality below " + PdqHasher.QUALITY_GATE
                    + ") and are left out: a copy is found in the others only");
        }
        return warnings;
    }
}
