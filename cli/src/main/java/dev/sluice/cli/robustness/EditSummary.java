package dev.sluice.cli.robustness;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The streams of one edit, taken together. */
final class EditSummary {
    private final Edit edit;
    private final List<Measurement> streams;

    /**
     * @param streams at least one
     */
    EditSummary(Edit edit, List<Measurement> streams) {
        this.edit = edit;
        this.streams = List.copyOf(streams);
    }

    Edit edit() {
        return edit;
    }

    /** Mean share of frames that plain PDQ finds, 0..1; each stream counts alike. */
    double plainShare() {
        return streams.stream().mapToDouble(Measurement::plainShare).average().orElseThrow();
    }

    /** Mean share of frames that Sluice finds, 0..1; each stream counts alike. */
    double sluiceShare() {
        return streams.stream().mapToDouble(Measurement::sluiceShare).average().orElseThrow();
    }

    /** Flagged of all, such as {@code 2/3}. */
    String flagged() {
        return streams.stream().filter(Measurement::flagged).count() + "/" + streams.size();
    }

    /** Killed of all, such as {@code 2/3}. */
    String killed() {
        return streams.stream().filter(Measurement::killed).count() + "/" + streams.size();
    }

    /** Mean seconds of those flagged; a dash if none is. */
    String secondsToFlag() {
        return meanSeconds(Measurement::flagMillis);
    }

    /** Mean seconds of those killed; a dash if none is. */
    String secondsToKill() {
        return meanSeconds(Measurement::killMillis);
    }

    private String meanSeconds(ToLongFunction<Measurement> millis) {
        return streams.stream().mapToLong(millis).filter(time -> time != Measurement.NEVER).average().stream()
                .mapToObj(mean -> String.format(Locale.ROOT, "%.1f s", mean / 1000))
                .findFirst()
                .orElse("-");
    }
}
