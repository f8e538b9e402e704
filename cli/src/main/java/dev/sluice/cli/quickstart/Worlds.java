package dev.sluice.cli.quickstart;

import static dev.sluice.cli.quickstart.Ending.flagged;
import static dev.sluice.cli.quickstart.Ending.killed;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.MediaFile;
import dev.sluice.event.Flag;
import dev.sluice.event.StreamEvent;
import dev.sluice.media.MediaException;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.media.VideoFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The worlds that the quickstart can play. */
public final class Worlds {
    /** Long enough for a sequence, short enough to be watched to the end. */
    private static final double SECONDS = 16;

    /** By then the stream has shown more than a sequence needs. */
    private static final long REPORT_MILLIS = 7000;

    private static final long RESTREAM_MILLIS = 4000;

    private Worlds() {}

    /**
     * Eleven livestreams that the program makes itself; each has a story, and says how it must come out. A picture that
     * two accounts show is one of a story: everything else looks like nothing else.
     */
    public static World synthetic() {
        String known = Scenes.CARPET.graph(SECONDS);
        String unknown = Scenes.SPIRAL.graph(SECONDS);
        List<World.LiveStream> streams = List.of(
                reviewed(story("attack", "unknown content, reported", unknown, imminent(), killed(Flag.IMMINENT_HARM))),
                story("cooking", "harmless", Scenes.AUTOMATON.graph(SECONDS), List.of(), Ending.NOTHING),
                story(
                        "chess",
                        "harmless, reported by a mob",
                        Scenes.CHART.graph(SECONDS),
                        mob(),
                        flagged(Flag.REPORTS)),
                story("music", "harmless, raided in chat", Scenes.CLOUDS.graph(SECONDS), raid(), flagged(Flag.RAID)),
                story("rebroadcast", "a known video", known, List.of(), killed(Flag.SIGNATURE)),
                story(
                        "rebroadcast-mirrored",
                        "the same, mirrored",
                        Scenes.mirrored(known),
                        List.of(),
                        killed(Flag.SIGNATURE)),
                story(
                        "rebroadcast-framed",
                        "the same, mirrored, between bars",
                        Scenes.mirroredAndLetterboxed(known),
                        List.of(),
                        killed(Flag.SIGNATURE)),
                story("news", "the same, by a news channel", known, List.of(), flagged(Flag.SIGNATURE)),
                story("street", "harmless, alarmed viewers", Scenes.LIFE.graph(SECONDS), alarm(), flagged(Flag.CHAT)),
                firstTime(
                        "newcomer",
                        "a first stream, threats in chat",
                        Scenes.mirrored(Scenes.LIFE.graph(SECONDS)),
                        threats(),
                        flagged(Flag.CHAT, Flag.RULE)),
                later(story(
                        "attack-again", "the attack, on another account", unknown, List.of(), killed(Flag.SIGNATURE))));
        return new World(streams, List.of(new World.KnownVideo("attack-2019", () -> new SyntheticVideo(known))));
    }

    private static World.LiveStream story(
            String id, String what, String graph, List<World.Moment> moments, Ending ending) {
        return stream(id, account(id, Duration.ofDays(800), 120), what, graph, moments, ending);
    }

    private static World.LiveStream firstTime(
            String id, String what, String graph, List<World.Moment> moments, Ending ending) {
        return stream(id, account(id, Duration.ofHours(2), 0), what, graph, moments, ending);
    }

    private static World.LiveStream stream(
            String id,
            StreamEvent.Account account,
            String what,
            String graph,
            List<World.Moment> moments,
            Ending ending) {
        return new World.LiveStream(
                id, 0, account, what, () -> new SyntheticVideo(graph), moments, Optional.empty(), Optional.of(ending));
    }

    private static StreamEvent.Account account(String streamId, Duration age, int priorStreams) {
        return new StreamEvent.Account("account-of-" + streamId, Instant.now().minus(age), "", priorStreams);
    }

    /** Two people confirm the report and ask for the end of the stream. */
    private static World.LiveStream reviewed(World.LiveStream stream) {
        return new World.LiveStream(
                stream.id(),
                stream.startMillis(),
                stream.account(),
                stream.what(),
                stream.video(),
                stream.moments(),
                Optional.of(new World.Review(Flag.IMMINENT_HARM, List.of("reviewer-1", "reviewer-2"))),
                stream.ending());
    }

    /** A few seconds after the first one, and before anybody judged it. */
    private static World.LiveStream later(World.LiveStream stream) {
        return new World.LiveStream(
                stream.id(),
                RESTREAM_MILLIS,
                stream.account(),
                stream.what(),
                stream.video(),
                stream.moments(),
                stream.review(),
                stream.ending());
    }

    private static List<World.Moment> imminent() {
        return List.of(new World.Report(REPORT_MILLIS, "viewer", "imminent-harm", 0.5));
    }

    /** Many reporters, none of whom was right before. */
    private static List<World.Moment> mob() {
        return IntStream.range(0, 25)
                .<World.Moment>mapToObj(i -> new World.Report(3000 + 100L * i, "mob-" + i, "violence", 0.05))
                .toList();
    }

    /** Strangers insult, and then threaten as well. */
    private static List<World.Moment> raid() {
        List<World.Moment> moments = new ArrayList<>();
        moments.add(new World.ChatLine(1000, "fan", "love this one"));
        for (int i = 0; i < 15; i++) {
            moments.add(new World.ChatLine(3000 + 100L * i, "raider-" + i, "go away, nobody likes you"));
        }
        for (int i = 0; i < 5; i++) {
            moments.add(new World.ChatLine(6000 + 100L * i, "raider-" + i, "somebody is going to shoot you"));
        }
        return moments;
    }

    private static List<World.Moment> alarm() {
        return List.of(
                new World.ChatLine(1000, "ann", "hi from Lisbon"),
                new World.ChatLine(3000, "bob", "wait, is that real? HE HAS A GUN"),
                new World.ChatLine(4000, "cem", "call the police!!"),
                new World.ChatLine(5000, "dee", "he has a g\u200bun, call the p\uFF4Flice"),
                new World.ChatLine(6000, "eve", "he said he is going to shoot"));
    }

    /** Too little for a flag on a stream of an account that is known for long. */
    private static List<World.Moment> threats() {
        return List.of(
                new World.ChatLine(2000, "flo", "what is he doing with that knife"),
                new World.ChatLine(3500, "gus", "put that knife down"),
                new World.ChatLine(5000, "hal", "he took that knife with him"));
    }

    /** A world of a person's own files: each video is a livestream, each reference a known video. */
    public static World ofFiles(List<Path> videos, List<Path> references) throws CommandException, MediaException {
        List<World.LiveStream> streams = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Path video : videos) {
            requireVideo(video);
            String id = distinct(MediaFile.idOf(video), ids);
            streams.add(new World.LiveStream(
                    id,
                    0,
                    new StreamEvent.Account("account-of-" + id, null, "", 0),
                    video.getFileName().toString(),
                    () -> VideoFile.open(video),
                    List.of(),
                    Optional.empty(),
                    Optional.empty()));
        }
        List<World.KnownVideo> known = new ArrayList<>();
        Set<String> knownIds = new HashSet<>();
        for (Path reference : references) {
            requireVideo(reference);
            known.add(new World.KnownVideo(
                    distinct(MediaFile.idOf(reference), knownIds), () -> VideoFile.open(reference)));
        }
        return new World(streams, known);
    }

    /** Fails before anything is started, while the message is still about the file. */
    private static void requireVideo(Path file) throws CommandException, MediaException {
        if (MediaFile.picture(file).isPresent()) {
            throw new CommandException(file + " is a picture; a video is wanted");
        }
        VideoFile.open(file).close();
    }

    private static String distinct(String id, Set<String> taken) {
        String candidate = id;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = id + "-" + i;
        }
        return candidate;
    }
}
