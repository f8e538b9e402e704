package dev.sluice.cli.robustness;

import java.util.Locale;

/** The findings for a terminal. */
final class TextReport {
    private static final String LINE = "%-32s %7s %7s %8s %8s %7s %8s%n";

    private TextReport() {}

    static String of(Findings findings) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, LINE, "edit", "plain", "sluice", "flagged", "after", "killed", "after"));
        for (EditSummary edit : findings.edits()) {
            text.append(String.format(
                    Locale.ROOT,
                    LINE,
                    edit.edit().label(),
                    Findings.percent(edit.plainShare()),
                    Findings.percent(edit.sluiceShare()),
                    edit.flagged(),
                    edit.secondsToFlag(),
                    edit.killed(),
                    edit.secondsToKill()));
        }
        return text.append(findings.falseMatches())
                .append(System.lineSeparator())
                .toString();
    }
}
