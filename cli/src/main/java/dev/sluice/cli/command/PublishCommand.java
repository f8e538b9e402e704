package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.cli.publish.Playback;
import dev.sluice.cli.publish.StreamPublisher;
import dev.sluice.cli.reference.NamedVideo;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.media.PictureSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "publish",
        description = "Plays a video file as a livestream onto the topic of frames.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PublishCommand implements Callable<Integer> {
    @Option(
            names = "--video",
            paramLabel = "FILE",
            required = true,
            description = "Any video FFmpeg reads, or scene:NAME for a synthetic one.")
    private String video;

    @Option(names = "--stream", paramLabel = "ID", description = "The stream's id (default: the file's name).")
    private String streamId;

    @Option(
            names = "--account",
            paramLabel = "ID",
            defaultValue = "sluice-publish",
            description = "Who streams (default: ${DEFAULT-VALUE}).")
    private String accountId;

    @Mixin
    private PlaybackOptions playback;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        KafkaConnection connection = kafka.connection();
        NamedVideo named = new NamedVideo(video);
        String id = streamId == null ? named.id() : streamId;
        if (id.isBlank()) {
            throw new CommandException("--stream must not be blank");
        }
        Playback played = playback.playback();
        try (PictureSource pictures = named.open()) {
            new Topics(connection).require(Topic.FRAMES, Topic.STREAMS);
            try (EventProducer producer = new EventProducer(connection)) {
                StreamPublisher publisher = new StreamPublisher(producer, id, accountId, id, played);
                publisher.play(pictures, ptsMillis -> {});
                producer.flush();
                spec.commandLine().getErr().println("published " + publisher.published() + " frames of stream " + id);
            }
        }
        return 0;
    }
}
