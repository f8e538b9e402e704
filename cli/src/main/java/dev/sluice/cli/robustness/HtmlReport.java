package dev.sluice.cli.robustness;

/** The findings for a browser, with a bar per share; one page without scripts, next to its pictures. */
final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sluice: robustness</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.45 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
            p { max-width: 48rem; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th { text-align: left; font-weight: 600; }
            th, td { padding: .35rem .6rem; border-bottom: 1px solid #8884; vertical-align: middle; }
            img { max-width: 7rem; max-height: 6rem; display: block; margin: auto; }
            small { display: block; opacity: .75; }
            .n { text-align: right; white-space: nowrap; }
            meter { width: 6rem; vertical-align: middle; }
            </style>
            </head>
            <body>
            <h1>Robustness</h1>
            """;

    private HtmlReport() {}

    static String of(Findings findings) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p>").append(escaped(findings.method())).append("</p>\n");
        page.append("<p>").append(escaped(findings.falseMatches())).append("</p>\n");
        page.append("<table>\n<thead><tr><th></th><th>Edit</th><th>Plain PDQ, frames</th><th>Sluice, frames</th>")
                .append("<th class=\"n\">Streams flagged</th><th class=\"n\">After</th>")
                .append("<th class=\"n\">Kill-eligible</th><th class=\"n\">After</th></tr></thead>\n<tbody>\n");
        findings.edits().forEach(edit -> append(page, edit));
        return page.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder page, EditSummary edit) {
        String label = escaped(edit.edit().label());
        page.append("<tr><td><img src=\"").append(ExamplePictures.place(edit.edit()));
        page.append("\" alt=\"")
                .append(label)
                .append("\" loading=\"lazy\"></td><td>")
                .append(label);
        page.append("<small>").append(escaped(edit.edit().what())).append("</small></td>");
        share(page, edit.plainShare());
        share(page, edit.sluiceShare());
        number(page, edit.flagged());
        number(page, edit.secondsToFlag());
        number(page, edit.killed());
        number(page, edit.secondsToKill());
        page.append("</tr>\n");
    }

    private static void share(StringBuilder page, double share) {
        String percent = Findings.percent(share);
        page.append("<td class=\"n\"><meter value=\"").append(share).append("\"></meter> ");
        page.append(percent).append("</td>");
    }

    private static void number(StringBuilder page, String text) {
        page.append("<td class=\"n\">").append(escaped(text)).append("</td>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
