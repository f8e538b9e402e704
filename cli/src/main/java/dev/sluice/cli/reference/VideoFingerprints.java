package dev.sluice.cli.reference;

import dev.sluice.cli.FrameSchedule;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.TimedPicture;
import java.util.Optional;

/** The plain fingerprints of a video's frames. */
public final class VideoFingerprints {
    private final Fingerprinter fingerprinter = new Fingerprinter();

    /** Which frames to take. */
    public record Thinning(boolean keyframesOnly, double framesPerSecond) {
        /** Every frame. */
        public static final Thinning NONE = new Thinning(false, 0);
    }

    /** Receives one frame's fingerprint. */
    public interface Visitor {
        void frame(int index, long ptsMillis, Fingerprint fingerprint);
    }

    /** Receives one frame's brightness. */
    public interface LumaVisitor {
        void frame(int index, long ptsMillis, LumaPlane luma);
    }

    /** Shows each frame that the thinning leaves, in order. */
    public void visit(PictureSource source, Thinning thinning, Visitor visitor) throws MediaException {
        visitLuma(
                source,
                thinning,
                (index, ptsMillis, luma) -> visitor.frame(index, ptsMillis, fingerprinter.original(luma)));
    }

    /** The same, before anything is taken of it. */
    public void visitLuma(PictureSource source, Thinning thinning, LumaVisitor visitor) throws MediaException {
        FrameSchedule schedule = new FrameSchedule(thinning.framesPerSecond());
        for (Optional<TimedPicture> next = source.next(); next.isPresent(); next = source.next()) {
            TimedPicture picture = next.get();
            if (thinning.keyframesOnly() && !picture.keyframe()) {
                continue;
            }
            if (thinning.framesPerSecond() > 0 && !schedule.takes(picture.ptsMillis())) {
                continue;
            }
            visitor.frame(
                    picture.index(), picture.ptsMillis(), picture.picture().luma());
        }
    }
}
