package dev.sluice.cli.robustness;

/** The findings for a repository or a review. */
final class MarkdownReport {
    private MarkdownReport() {}

    static String of(Findings findings) {
        StringBuilder text = new StringBuilder("# Robustness\n\n");
        text.append(findings.method()).append("\n\n");
        text.append(findings.falseMatches()).append("\n\n");
        text.append(
                "| | edit | | plain PDQ, frames | Sluice, frames | streams flagged | after | kill-eligible | after |\n");
        text.append("|---|---|---|---:|---:|---:|---:|---:|---:|\n");
        for (EditSummary edit : findings.edits()) {
            text.append("| ![](")
                    .append(String.join(
                            " | ",
                            ExamplePictures.place(edit.edit()) + ")",
                            edit.edit().label(),
                            edit.edit().what(),
                            Findings.percent(edit.plainShare()),
                            Findings.percent(edit.sluiceShare()),
                            edit.flagged(),
                            edit.secondsToFlag(),
                            edit.killed(),
                            edit.secondsToKill()))
                    .append(" |\n");
        }
        return text.toString();
    }
}
