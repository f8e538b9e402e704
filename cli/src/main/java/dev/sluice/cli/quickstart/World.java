package dev.sluice.cli.quickstart;

import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import java.util.List;

/**
 * What the quickstart plays.
 *
 * @param streams that go live at the same time
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
     * @param what is shown, for the person who watches
     */
    public record LiveStream(String id, String accountId, String what, Video video, List<ChatLine> chat) {
        public LiveStream {
            chat = List.copyOf(chat);
        }
    }

    /** What a viewer writes, at a moment of the stream's media time. */
    public record ChatLine(long ptsMillis, String authorId, String text) {}

    /** A video whose signature is on the list. */
    public record KnownVideo(String id, Video video) {}
}
