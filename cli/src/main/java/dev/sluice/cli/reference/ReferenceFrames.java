package dev.sluice.cli.reference;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.Part;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.fingerprint.Reframing;
import dev.sluice.fingerprint.SideCut;
import dev.sluice.fingerprint.Warp;
import dev.sluice.media.LumaPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers the frames of a video signature: the whole picture, eight centre crops, four halves and its centre in four other
 * shapes, taken at the video's own rate, since a live frame falls anywhere between them, where they differ from the one before.
 * Twice a second or so it is also taken without one or two of its sides, turned by a few degrees, and with an edge stretched. What has
 * too little detail to mean anything is left out.
 */
public final class ReferenceFrames {
    /** What is cut off each side, per mille; a copy cropped in between is within a bank's distance of a neighbour. */
    private static final int[] CROPS = {25, 50, 75, 100, 125, 150, 175, 200};
    /** Frames at most this many bits apart are alike, if nothing else is asked for. */
    public static final int USUAL_ALIKE = 8;
    /** More than this would leave out what a copy is found by (measured on real footage: up to here nothing was lost at 64 bits). */
    public static final int MOST_ALIKE = 48;

    /** Alike or not, one is kept this often, so that its time is near that of any copy's. */
    private static final long LONGEST_GAP_MILLIS = 200;
    /**
     * Of what is only taken now and then. Within a sequence's quarter of a second of any live frame there still is one, and those
     * sixteen views add a tenth to what a video takes.
     */
    private static final long RARE_GAP_MILLIS = 400;

    private static final List<Part> PARTS = List.of(Part.TOP, Part.BOTTOM, Part.LEFT, Part.RIGHT);

    private final int alike;
    private final ReferenceWorth worth = new ReferenceWorth();
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final View whole = new View(0, null, false);
    private final List<EditedView> edited = new ArrayList<>();
    private final List<SignatureEvent.Frame> frames = new ArrayList<>();

    /** @param alike bits up to which a frame is as the one before, 0..{@link #MOST_ALIKE} */
    public ReferenceFrames(int alike) {
        this.alike = alike;
        for (int crop : CROPS) {
            see(new View(crop, null, false), luma -> Optional.of(fingerprinter.cropped(luma, crop)));
        }
        for (Part part : PARTS) {
            see(new View(0, part.name(), false), luma -> Optional.of(fingerprinter.part(luma, part)));
        }
        for (Reframing shape : Reframing.values()) {
            see(new View(0, shape.name(), false), luma -> fingerprinter.reframed(luma, shape));
        }
        for (SideCut side : SideCut.values()) {
            see(new View(0, side.name(), true), luma -> Optional.of(fingerprinter.cut(luma, side)));
        }
        for (Warp warp : Warp.values()) {
            see(new View(0, warp.name(), true), luma -> Optional.of(fingerprinter.warped(luma, warp)));
        }
    }

    /** Takes in one picture; pictures come in the order of their times. */
    public void add(LumaPlane luma, long ptsMillis) {
        Fingerprint picture = fingerprinter.original(luma);
        worth.add(picture, ptsMillis);
        whole.offer(picture, ptsMillis);
        for (EditedView each : edited) {
            if (each.view.wants(ptsMillis)) {
                each.look.at(luma).ifPresent(fingerprint -> each.view.offer(fingerprint, ptsMillis));
            }
        }
    }

    private void see(View view, Look look) {
        edited.add(new EditedView(view, look));
    }

    /** What was kept, in the order of time. */
    public List<SignatureEvent.Frame> frames() {
        return List.copyOf(frames);
    }

    /** What should be known of a video before it is relied on; nothing if it is a good reference. */
    public List<String> warnings() {
        return worth.warnings();
    }

    /** One way to look at a picture; empty where a picture cannot be looked at so. */
    private interface Look {
        Optional<Fingerprint> at(LumaPlane luma);
    }

    private record EditedView(View view, Look look) {}

    /** What was kept last of a look. */
    private final class View {
        private final int crop;
        private final String part;
        private final boolean rare;
        private PdqHash lastKept;
        private long lastKeptMillis;

        View(int crop, String part, boolean rare) {
            this.crop = crop;
            this.part = part;
            this.rare = rare;
        }

        boolean wants(long ptsMillis) {
            return !rare || isDue(ptsMillis);
        }

        void offer(Fingerprint fingerprint, long ptsMillis) {
            if (fingerprint.quality() >= PdqHasher.QUALITY_GATE
                    && (isDue(ptsMillis) || lastKept.distance(fingerprint.hash()) > alike)) {
                lastKept = fingerprint.hash();
                lastKeptMillis = ptsMillis;
                frames.add(new SignatureEvent.Frame(lastKept.toHex(), fingerprint.quality(), ptsMillis, crop, part));
            }
        }

        private boolean isDue(long ptsMillis) {
            return lastKept == null || ptsMillis - lastKeptMillis >= (rare ? RARE_GAP_MILLIS : LONGEST_GAP_MILLIS);
        }
    }
}
