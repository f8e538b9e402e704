package dev.sluice.cli.show;

import dev.sluice.signature.list.ImportReport;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What came of a list, for a person. */
public final class ImportLines {
    /** The lines under a file's name. */
    public List<String> lines(String file, ListFormat format, ImportReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s (%s): %d usable signatures with %d fingerprints%s, %d taken back, %d entries quarantined",
                file,
                format.label(),
                report.entries(),
                report.frames(),
                report.digests() == 0 ? "" : " and " + report.digests() + " digests of files",
                report.tombstones(),
                report.quarantinedInAll()));
        new TreeMap<>(report.quarantined())
                .forEach((reason, count) -> lines.add(String.format(Locale.ROOT, "  %-21s %d", reason, count)));
        for (Quarantined example : report.examples()) {
            lines.add("  " + example.at() + ": " + example.reason() + ", " + example.message());
        }
        report.warnings().forEach(warning -> lines.add("  warning: " + warning));
        return lines;
    }
}
