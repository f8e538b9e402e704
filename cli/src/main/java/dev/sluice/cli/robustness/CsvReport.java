package dev.sluice.cli.robustness;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows for programs. */
final class CsvReport {
    private static final String HEADER =
            "reference,edit,frames_plain,frames_sluice,flagged,seconds_to_flag,seconds_to_kill_eligible";
    private static final String UNRELATED = "unrelated";

    private CsvReport() {}

    /** A line per row; that of an unrelated video says so first, and names the video and, after a slash, the edit. */
    static String of(List<Row> rows) {
        return Stream.concat(Stream.of(HEADER), rows.stream().map(CsvReport::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Row row) {
        Measurement measured = row.measured();
        String edit = row.edit().label();
        return String.join(
                ",",
                row.unrelated() ? UNRELATED : field(row.video()),
                row.unrelated() ? field(row.video() + (row.edit() == Edit.NONE ? "" : "/" + edit)) : edit,
                share(measured.plainShare()),
                share(measured.sluiceShare()),
                Boolean.toString(measured.flagged()),
                seconds(measured.flagMillis()),
                seconds(measured.killMillis()));
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }

    private static String seconds(long millis) {
        return millis == Measurement.NEVER ? "" : String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }

    private static String field(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
