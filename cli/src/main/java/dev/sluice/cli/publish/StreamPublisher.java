package dev.sluice.cli.publish;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.FrameSchedule;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Topic;
import dev.sluice.media.H264KeyframeEncoder;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureEncoder;
import dev.sluice.media.PictureSource;
import dev.sluice.media.TimedPicture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes one stream from start to end, at the pace of its media time, until it is over or stopped. */
public final class StreamPublisher {
    private final EventProducer producer;
    private final String streamId;
    private final StreamEvent.Account account;
    private final String title;
    private final Playback playback;
    private final AtomicLong published = new AtomicLong();
    private volatile boolean stopped;

    /** Of an account of which nothing but its id is known. */
    public StreamPublisher(EventProducer producer, String streamId, String accountId, String title, Playback playback) {
        this(producer, streamId, new StreamEvent.Account(accountId, null, "", 0), title, playback);
    }

    public StreamPublisher(
            EventProducer producer, String streamId, StreamEvent.Account account, String title, Playback playback) {
        this.producer = producer;
        this.streamId = streamId;
        this.account = account;
        this.title = title;
        this.playback = playback;
    }

    /** What is told of each moment of media time, before its frame. */
    public interface Companion {
        void at(long ptsMillis) throws CommandException;
    }

    /** Plays the source; returns at its end, or soon after {@link #stop}. */
    public void play(PictureSource source, Companion companion)
            throws MediaException, CommandException, InterruptedException {
        tell(StreamEvent.STARTED);
        try (PictureEncoder encoder = encoder()) {
            long startNanos = System.nanoTime();
            FrameSchedule schedule = new FrameSchedule(playback.framesPerSecond());
            Optional<TimedPicture> next = source.next();
            while (next.isPresent() && !stopped) {
                TimedPicture picture = next.get();
                if (schedule.takes(picture.ptsMillis())) {
                    sleepUntil(startNanos
                            + TimeUnit.MILLISECONDS.toNanos((long) (picture.ptsMillis() / playback.speed())));
                    if (stopped) {
                        break;
                    }
                    companion.at(picture.ptsMillis());
                    publish(encoder, picture);
                }
                next = source.next();
            }
        } finally {
            tell(StreamEvent.ENDED);
        }
    }

    /** Ends the stream, as a kill demands. */
    public void stop() {
        stopped = true;
    }

    /** Frames published so far. */
    public long published() {
        return published.get();
    }

    private void publish(PictureEncoder encoder, TimedPicture picture) throws CommandException {
        long sequence = published.get();
        producer.send(new FrameEvent(
                streamId + "/" + sequence,
                streamId,
                account.id(),
                sequence,
                picture.ptsMillis(),
                encoder.contentType(),
                encoder.encode(picture.picture()),
                null));
        published.incrementAndGet();
    }

    private void tell(String phase) throws CommandException {
        StreamEvent event =
                new StreamEvent(streamId, phase, title, "", List.of(), account, -1, List.of(), Instant.now());
        producer.send(Topic.STREAMS, streamId, streamId + "/" + phase, event);
    }

    private PictureEncoder encoder() {
        return switch (playback.encoding()) {
            case JPEG -> new JpegEncoder();
            case H264 -> new H264KeyframeEncoder();
        };
    }

    private void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        while (left > 0 && !stopped) {
            // In slices, so that a kill ends the stream at once.
            TimeUnit.NANOSECONDS.sleep(Math.min(left, 50_000_000L));
            left = nanos - System.nanoTime();
        }
    }
}
