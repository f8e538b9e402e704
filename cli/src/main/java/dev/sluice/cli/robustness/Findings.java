package dev.sluice.cli.robustness;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the rows say, for reports to people. */
final class Findings {
    private final List<Row> rows;
    private final Matrix.Settings settings;

    Findings(List<Row> rows, Matrix.Settings settings) {
        this.rows = List.copyOf(rows);
        this.settings = settings;
    }

    /** One per edit of the references, in the order of {@link Edit}. */
    List<EditSummary> edits() {
        Map<Edit, List<Measurement>> streams = rows.stream()
                .filter(row -> !row.unrelated())
                .collect(Collectors.groupingBy(
                        Row::edit, TreeMap::new, Collectors.mapping(Row::measured, Collectors.toList())));
        return streams.entrySet().stream()
                .map(entry -> new EditSummary(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** How it was measured, in a sentence or two. */
    String method() {
        return String.format(
                Locale.ROOT,
                "References: %s. Each edit was played as a live stream of at most %d seconds, shorter videos over and over"
                        + " for 20 seconds, and %s frames per second of media time were looked at. Plain PDQ: the frame as"
                        + " it came lies within 31 bits of a frame of a reference, of which every frame is known. Sluice: the"
                        + " frame speaks for a signature, under any variant, alone or as a sequence's continuation. Times are media time since the stream's start, the"
                        + " mean of the streams that were flagged or killed.",
                videos(false),
                settings.longestMillis() / 1000,
                settings.framesPerSecond());
    }

    /** What was found in unrelated videos, in a sentence. */
    String falseMatches() {
        List<Measurement> streams =
                rows.stream().filter(Row::unrelated).map(Row::measured).toList();
        if (streams.isEmpty()) {
            return "No unrelated video was played.";
        }
        return String.format(
                Locale.ROOT,
                "Unrelated (%s): %d streams, %d frames; %d frames matched by plain PDQ, %d by Sluice; %d streams flagged,"
                        + " %d with a sequence match.",
                videos(true),
                streams.size(),
                streams.stream().mapToInt(Measurement::frames).sum(),
                streams.stream().mapToInt(Measurement::plainFrames).sum(),
                streams.stream().mapToInt(Measurement::sluiceFrames).sum(),
                streams.stream().filter(Measurement::flagged).count(),
                streams.stream().filter(Measurement::sequence).count());
    }

    /** Whether no unrelated video had a sequence match. */
    boolean clean() {
        return rows.stream().noneMatch(row -> row.unrelated() && row.measured().sequence());
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", share * 100);
    }

    private String videos(boolean unrelated) {
        return rows.stream()
                .filter(row -> row.unrelated() == unrelated)
                .map(Row::video)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
