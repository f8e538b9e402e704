package dev.sluice.cli.robustness;

import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.TimedPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pictures of a video that a screening looks at, kept in memory so that many edits can be made of them. */
final class Sampled implements PictureSource {
    private final List<TimedPicture> pictures;
    private int next;

    private Sampled(List<TimedPicture> pictures) {
        this.pictures = pictures;
    }

    /**
     * Chooses by media time.
     *
     * @param framesPerSecond how many, with the first picture among them
     * @param millis of media time, after which the rest is left
     */
    static List<TimedPicture> choose(PictureSource video, double framesPerSecond, long millis) throws MediaException {
        List<TimedPicture> chosen = new ArrayList<>();
        for (Optional<TimedPicture> picture = video.next();
                picture.isPresent() && picture.get().ptsMillis() + 1 < millis;
                picture = video.next()) {
            // Times are whole milliseconds, so that a picture may seem due one too early.
            if (picture.get().ptsMillis() + 1 >= chosen.size() * 1000 / framesPerSecond) {
                chosen.add(picture.get());
            }
        }
        return List.copyOf(chosen);
    }

    /** A source of pictures that were chosen before. */
    static Sampled replay(List<TimedPicture> chosen) {
        return new Sampled(chosen);
    }

    @Override
    public Optional<TimedPicture> next() {
        return next < pictures.size() ? Optional.of(pictures.get(next++)) : Optional.empty();
    }

    @Override
    public void close() {
        next = pictures.size();
    }
}
