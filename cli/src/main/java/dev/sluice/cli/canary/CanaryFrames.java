package dev.sluice.cli.canary;

import dev.sluice.cli.CommandException;
import dev.sluice.event.FrameEvent;
import dev.sluice.media.Decoded;
import dev.sluice.media.FrameDecoder;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.LumaPlane;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.media.TimedPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a canary stream shows: the first moments of a computed scene, the same each time. The first picture is the known one.
 * A picture and not a video, so that nothing can align with it: no kill, no P0 flag, no word to the account's next stream.
 */
final class CanaryFrames {
    private static final Scenes SCENE = Scenes.MANDELBROT;
    private static final double SECONDS = 1.2;
    private static final long STEP_MILLIS = 500;

    private final List<Coded> frames;
    private final String contentType;

    private CanaryFrames(List<Coded> frames, String contentType) {
        this.frames = frames;
        this.contentType = contentType;
    }

    private record Coded(long ptsMillis, byte[] payload) {}

    /** Computes and codes the scene. */
    static CanaryFrames render() throws MediaException {
        List<Coded> frames = new ArrayList<>();
        try (PictureSource scene = new SyntheticVideo(SCENE.graph(SECONDS));
                JpegEncoder encoder = new JpegEncoder()) {
            for (Optional<TimedPicture> next = scene.next(); next.isPresent(); next = scene.next()) {
                long pts = next.get().ptsMillis();
                if (pts >= frames.size() * STEP_MILLIS) {
                    frames.add(new Coded(pts, encoder.encode(next.get().picture())));
                }
            }
            return new CanaryFrames(frames, encoder.contentType());
        }
    }

    /** The stream's frames. */
    List<FrameEvent> of(String streamId, String accountId) {
        List<FrameEvent> events = new ArrayList<>();
        for (Coded frame : frames) {
            int sequence = events.size();
            events.add(new FrameEvent(
                    streamId + "/" + sequence,
                    streamId,
                    accountId,
                    sequence,
                    frame.ptsMillis(),
                    contentType,
                    frame.payload(),
                    null));
        }
        return events;
    }

    /** The brightness of the picture that is to be found, decoded as the job does it. */
    LumaPlane known() throws CommandException {
        try (FrameDecoder decoder = new FrameDecoder()) {
            if (decoder.decode(contentType, frames.get(0).payload()) instanceof Decoded.Pictures pictures) {
                return pictures.pictures().get(0).luma();
            }
        }
        throw new CommandException("the canary's own picture cannot be decoded on this machine");
    }
}
