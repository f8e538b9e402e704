package dev.sluice.cli.quickstart;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.event.FrameEvent;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A known video of eight small pictures, one a second, which a test shows a stream piece by piece. */
final class KnownFilm {
    static final int FRAMES = 8;

    private static final String GRAPH = Scenes.CARPET.graph(FRAMES) + ",fps=1,scale=256:144";

    private final List<byte[]> frames = new ArrayList<>();

    KnownFilm() throws Exception {
        try (PictureSource video = new SyntheticVideo(GRAPH);
                JpegEncoder encoder = new JpegEncoder()) {
            for (var picture = video.next(); picture.isPresent(); picture = video.next()) {
                frames.add(encoder.encode(picture.get().picture()));
            }
        }
    }

    /** Lists it in a bank that kills. */
    static void list(EventProducer producer) throws Exception {
        try (PictureSource video = new SyntheticVideo(GRAPH)) {
            new Signatures(producer, "known-violent", "test", Instant.now())
                    .addVideo("film", video, Signatures.Work.USUAL);
        }
        producer.flush();
    }

    /** Shows a stream the frames from one second on, until before another. */
    void show(EventProducer producer, String streamId, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            producer.send(new FrameEvent(
                    streamId + "/" + i,
                    streamId,
                    "account-of-" + streamId,
                    i,
                    i * 1000L,
                    "image/jpeg",
                    frames.get(i),
                    null));
        }
        producer.flush();
    }
}
