package dev.sluice.cli.robustness;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.NamedVideo;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.TimedPicture;
import java.util.Optional;

/** A video that is shown over and over, for streams that are longer than it. */
final class Footage implements PictureSource {
    private final NamedVideo video;
    private PictureSource showing;
    private int index;
    private long startMillis;
    private long lastMillis;
    private long gapMillis;
    private boolean closed;

    /** From the video's beginning. */
    Footage(NamedVideo video) throws MediaException, CommandException {
        this.video = video;
        this.showing = video.open();
    }

    /**
     * How long a video is, in milliseconds; of long ones, that they are longer.
     *
     * @param atMostMillis where to stop looking
     */
    static long length(NamedVideo video, long atMostMillis) throws MediaException, CommandException {
        long millis = 0;
        long gap = 0;
        try (PictureSource once = video.open()) {
            for (Optional<TimedPicture> next = once.next();
                    next.isPresent() && millis + gap < atMostMillis;
                    next = once.next()) {
                gap = next.get().ptsMillis() - millis;
                millis = next.get().ptsMillis();
            }
        }
        return Math.min(millis + gap, atMostMillis);
    }

    @Override
    public synchronized Optional<TimedPicture> next() throws MediaException {
        if (closed) {
            return Optional.empty();
        }
        Optional<TimedPicture> next = showing.next();
        if (next.isEmpty()) {
            rewind();
            next = showing.next();
        }
        return next.map(this::shifted);
    }

    private TimedPicture shifted(TimedPicture picture) {
        long millis = startMillis + picture.ptsMillis();
        gapMillis = millis > lastMillis ? millis - lastMillis : gapMillis;
        lastMillis = millis;
        return new TimedPicture(index++, millis, picture.keyframe(), picture.picture());
    }

    private void rewind() throws MediaException {
        showing.close();
        try {
            showing = video.open();
        } catch (CommandException e) {
            throw new MediaException(e.getMessage(), e);
        }
        // The next round begins when the next picture would have been due.
        startMillis = lastMillis + Math.max(1, gapMillis);
    }

    @Override
    public synchronized void close() {
        closed = true;
        showing.close();
    }
}
