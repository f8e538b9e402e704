package dev.sluice.cli.robustness;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.NamedVideo;
import dev.sluice.cli.robustness.Step.When;
import dev.sluice.media.FilteredVideo;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.TimedPicture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plays every edit of every video as a live stream, one after another, and measures what is found. */
public final class Matrix {
    /** Shorter videos are repeated: a sequence match takes seconds, and a stream that short is none. */
    private static final long SHORTEST_MILLIS = 20_000;

    private static final Duration LISTED_BEFORE = Duration.ofDays(30);

    private final Settings settings;
    private final MatrixListener listener;

    /**
     * How to measure.
     *
     * @param framesPerSecond of media time that are looked at
     * @param longestMillis of a stream
     */
    public record Settings(List<Edit> edits, double framesPerSecond, long longestMillis) {
        public Settings {
            edits = List.copyOf(edits);
        }
    }

    Matrix(Settings settings, MatrixListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** One row for each edit of each reference, then for each edit of each unrelated video. */
    List<Row> measure(List<NamedVideo> references, List<NamedVideo> unrelated)
            throws MediaException, CommandException, IOException {
        requireUsable(references);
        requireUsable(unrelated);
        KnownVideos known = new KnownVideos(Bench.START.minus(LISTED_BEFORE));
        for (NamedVideo reference : references) {
            listener.progress("signature of " + reference.id());
            known.add(reference);
        }
        List<Row> rows = new ArrayList<>();
        try (Bench bench = new Bench(known)) {
            for (NamedVideo video : references) {
                measure(video, false, bench, rows);
            }
            for (NamedVideo video : unrelated) {
                measure(video, true, bench, rows);
            }
        }
        return rows;
    }

    /** At once rather than after minutes of work. */
    private static void requireUsable(List<NamedVideo> videos) throws MediaException, CommandException {
        Set<String> ids = new HashSet<>();
        for (NamedVideo video : videos) {
            if (!ids.add(video.id())) {
                throw new CommandException("two videos are called " + video.id());
            }
            video.open().close();
        }
    }

    private void measure(NamedVideo video, boolean unrelated, Bench bench, List<Row> rows)
            throws MediaException, CommandException, IOException {
        long length = Footage.length(video, settings.longestMillis());
        long streamMillis = Math.max(length, Math.min(SHORTEST_MILLIS, settings.longestMillis()));
        Map<Edit, Row> measured = new LinkedHashMap<>();
        settings.edits().forEach(edit -> measured.put(edit, null));
        for (List<Edit> alike : sharingTime()) {
            List<TimedPicture> sampled = sample(video, alike.get(0), length, streamMillis);
            for (Edit edit : alike) {
                listener.progress(video.id() + ": " + edit.label());
                Measurement result = play(video.id(), edit, sampled, bench);
                measured.put(edit, new Row(unrelated, video.id(), edit, result));
            }
        }
        rows.addAll(measured.values());
    }

    /** The edits, those together that look at the same pictures, which are then decoded once. */
    private Collection<List<Edit>> sharingTime() {
        Map<List<String>, List<Edit>> groups = new LinkedHashMap<>();
        for (Edit edit : settings.edits()) {
            groups.computeIfAbsent(edit.graphs(When.EVERY_PICTURE), graphs -> new ArrayList<>())
                    .add(edit);
        }
        return groups.values();
    }

    private List<TimedPicture> sample(NamedVideo video, Edit edit, long lengthMillis, long streamMillis)
            throws MediaException, CommandException {
        String middle = Double.toString(lengthMillis / 2000.0);
        PictureSource source = new Footage(video);
        for (String graph : edit.graphs(When.EVERY_PICTURE)) {
            source = new FilteredVideo(source, graph.replace("{middle}", middle));
        }
        try (PictureSource edited = source) {
            return Sampled.choose(edited, settings.framesPerSecond(), streamMillis);
        }
    }

    private Measurement play(String videoId, Edit edit, List<TimedPicture> sampled, Bench bench)
            throws MediaException, IOException {
        PictureSource source = Sampled.replay(sampled);
        for (String graph : edit.graphs(When.SAMPLED_PICTURES)) {
            source = new FilteredVideo(source, graph);
        }
        try (PictureSource edited = source;
                Broadcast broadcast = new Broadcast(videoId + "/" + edit.label(), edit.encoding(), bench)) {
            int shown = 0;
            for (Optional<TimedPicture> next = edited.next(); next.isPresent(); next = edited.next()) {
                broadcast.show(next.get());
                if (shown++ == sampled.size() / 2) {
                    listener.example(edit, next.get());
                }
            }
            return broadcast.measurement();
        }
    }
}
