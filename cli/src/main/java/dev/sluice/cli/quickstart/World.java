package dev.sluice.cli.quickstart;

import dev.sluice.event.StreamEvent;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import java.util.List;
import java.util.Optional;

/**
 * What the quickstart plays.
 *
 * @param streams in the order in which they go live
 * @param known videos of the bank
 */
public record World(List<LiveStream> streams, List<KnownVideo> known) {
    public World {
        streams = List.copyOf(streams);
        known = List.copyOf(known);
    }

    /** Opens a video from its beginning. */
    public interface Video {
        PictureSource open() throws MediaException;
    }

    /**
     * One live stream.
     *
     * @param startMillis when it goes live at the earliest, from the beginning of the run at usual speed
     * @param account who streams
     * @param what is shown, for the person who watches
     * @param moments what viewers do, by media time
     * @param review who answers its flags; empty if nobody does
     * @param ending how it must come out; empty if nobody knows
     */
    public record LiveStream(
            String id,
            long startMillis,
            StreamEvent.Account account,
            String what,
            Video video,
            List<Moment> moments,
            Optional<Review> review,
            Optional<Ending> ending) {
        public LiveStream {
            moments = List.copyOf(moments);
        }
    }

    /** What a viewer does at a moment of the stream's media time. */
    public sealed interface Moment permits ChatLine, Report {
        long ptsMillis();
    }

    /** A viewer writes. */
    public record ChatLine(long ptsMillis, String authorId, String text) implements Moment {}

    /**
     * A viewer reports the stream.
     *
     * @param credibility what the platform knows of the reporter, 0 (none) .. 1
     */
    public record Report(long ptsMillis, String reporterId, String reason, double credibility) implements Moment {}

    /**
     * Reviewers who confirm a flag as soon as they see it, and ask that the stream be ended.
     *
     * @param reason of the flag
     */
    public record Review(String reason, List<String> reviewers) {
        public Review {
            reviewers = List.copyOf(reviewers);
        }
    }

    /** A video whose signature is on the list. */
    public record KnownVideo(String id, Video video) {}
}
