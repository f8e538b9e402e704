package dev.sluice.cli.quickstart;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.MediaFile;
import dev.sluice.media.MediaException;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import dev.sluice.media.VideoFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The worlds that the quickstart can play. */
public final class Worlds {
    /** Long enough for a sequence, short enough to be watched to the end. */
    private static final double SECONDS = 16;

    private Worlds() {}

    /**
     * Seven livestreams that the program makes itself: three harmless ones, a known video broadcast again as it is,
     * mirrored, and mirrored between black bars, and a harmless picture whose viewers are alarmed.
     */
    public static World synthetic() {
        String known = Scenes.CARPET.graph(SECONDS);
        List<World.LiveStream> streams = List.of(
                stream("cooking", "harmless", Scenes.AUTOMATON.graph(SECONDS), List.of()),
                stream("chess", "harmless", Scenes.CHART.graph(SECONDS), List.of()),
                stream("music", "harmless", Scenes.CLOUDS.graph(SECONDS), List.of()),
                stream("rebroadcast", "a known video", known, List.of()),
                stream("rebroadcast-mirrored", "the same, mirrored", Scenes.mirrored(known), List.of()),
                stream(
                        "rebroadcast-framed",
                        "the same, mirrored, between black bars",
                        Scenes.mirroredAndLetterboxed(known),
                        List.of()),
                stream("street", "harmless picture, alarmed viewers", Scenes.LIFE.graph(SECONDS), alarm()));
        return new World(streams, List.of(new World.KnownVideo("attack-2019", () -> new SyntheticVideo(known))));
    }

    private static World.LiveStream stream(String id, String what, String graph, List<World.ChatLine> chat) {
        return new World.LiveStream(id, "account-of-" + id, what, () -> new SyntheticVideo(graph), chat);
    }

    private static List<World.ChatLine> alarm() {
        return List.of(
                new World.ChatLine(1000, "ann", "hi from Lisbon"),
                new World.ChatLine(3000, "bob", "wait, is that real? HE HAS A GUN"),
                new World.ChatLine(4000, "cem", "call the police!!"),
                new World.ChatLine(5000, "dee", "he has a g\u200bun, call the p\uFF4Flice"),
                new World.ChatLine(6000, "eve", "he said he is going to shoot"));
    }

    /** A world of a person's own files: each video is a livestream, each reference a known video. */
    public static World ofFiles(List<Path> videos, List<Path> references) throws CommandException, MediaException {
        List<World.LiveStream> streams = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Path video : videos) {
            requireVideo(video);
            String id = distinct(MediaFile.idOf(video), ids);
            streams.add(new World.LiveStream(
                    id, "account-of-" + id, video.getFileName().toString(), () -> VideoFile.open(video), List.of()));
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
