package dev.sluice.cli.reference;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.Part;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.fingerprint.Reframing;
import dev.sluice.media.LumaPlane;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the frames of a video signature: the whole picture, eight centre crops, four halves and its centre in four other
 * shapes of each, taken at the video's own rate, since a live frame falls anywhere between them. What hardly differs from
 * the frame before, and what has too little detail to mean anything, is left out.
 */
public final class ReferenceFrames {
    /** What is cut off each side, per mille; a copy cropped in between is within a bank's distance of a neighbour. */
    private static final int[] CROPS = {0, 25, 50, 75, 100, 125, 150, 175, 200};
    /** Frames at most this many bits apart are alike, if nothing else is asked for. */
    public static final int USUAL_ALIKE = 8;
    /** More than this would leave out what a copy is found by (measured on real footage: up to here nothing was lost at 64 bits). */
    public static final int MOST_ALIKE = 48;

    /** Alike or not, one is kept this often, so that its time is near that of any copy's. */
    private static final long LONGEST_GAP_MILLIS = 200;

    private static final List<Part> PARTS = List.of(Part.TOP, Part.BOTTOM, Part.LEFT, Part.RIGHT);
    private static final List<Reframing> REFRAMINGS = List.of(Reframing.values());
    private static final int VIEWS = CROPS.length + PARTS.size() + REFRAMINGS.size();

    private final int alike;
    private final ReferenceWorth worth = new ReferenceWorth();
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final List<SignatureEvent.Frame> frames = new ArrayList<>();
    private final PdqHash[] lastKept = new PdqHash[VIEWS];
    private final long[] lastKeptMillis = new long[VIEWS];

    /** @param alike bits up to which a frame is as the one before, 0..{@link #MOST_ALIKE} */
    public ReferenceFrames(int alike) {
        this.alike = alike;
    }

    /** Takes in one picture; pictures come in the order of their times. */
    public void add(LumaPlane luma, long ptsMillis) {
        for (int i = 0; i < CROPS.length; i++) {
            Fingerprint fingerprint = fingerprinter.cropped(luma, CROPS[i]);
            keep(i, fingerprint, ptsMillis, CROPS[i], null);
            if (CROPS[i] == 0) {
                worth.add(fingerprint, ptsMillis);
            }
        }
        for (int i = 0; i < PARTS.size(); i++) {
            Part part = PARTS.get(i);
            keep(CROPS.length + i, fingerprinter.part(luma, part), ptsMillis, 0, part.name());
        }
        for (int i = 0; i < REFRAMINGS.size(); i++) {
            Reframing reframing = REFRAMINGS.get(i);
            int view = CROPS.length + PARTS.size() + i;
            fingerprinter
                    .reframed(luma, reframing)
                    .ifPresent(fingerprint -> keep(view, fingerprint, ptsMillis, 0, reframing.name()));
        }
    }

    /** What was kept, in the order of time. */
    public List<SignatureEvent.Frame> frames() {
        return List.copyOf(frames);
    }

    /** What should be known of a video before it is relied on; nothing if it is a good reference. */
    public List<String> warnings() {
        return worth.warnings();
    }

    private void keep(int view, Fingerprint fingerprint, long ptsMillis, int crop, String part) {
        if (fingerprint.quality() >= PdqHasher.QUALITY_GATE && differs(view, fingerprint.hash(), ptsMillis)) {
            lastKept[view] = fingerprint.hash();
            lastKeptMillis[view] = ptsMillis;
            frames.add(
                    new SignatureEvent.Frame(fingerprint.hash().toHex(), fingerprint.quality(), ptsMillis, crop, part));
        }
    }

    private boolean differs(int view, PdqHash hash, long ptsMillis) {
        return lastKept[view] == null
                || ptsMillis - lastKeptMillis[view] >= LONGEST_GAP_MILLIS
                || lastKept[view].distance(hash) > alike;
    }
}
