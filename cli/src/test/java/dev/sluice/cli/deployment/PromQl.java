package dev.sluice.cli.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Just enough of PromQL to name the metrics of a query. Whether a query means anything is for promtool to say
 * (scripts/validate-deployment).
 */
final class PromQl {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.$])([a-zA-Z_:][\\w:]*)(\\s*\\()?");
    private static final Set<String> WORDS = Set.of(
            "and",
            "or",
            "unless",
            "bool",
            "offset",
            "by",
            "without",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "inf",
            "nan");

    private PromQl() {}

    /** All names in a query that are neither functions nor words of the language nor labels. */
    static Set<String> metrics(String query) {
        String bare = STRING.matcher(query).replaceAll("\"\"");
        bare = RANGE.matcher(SELECTOR.matcher(bare).replaceAll("")).replaceAll("");
        bare = GROUPING.matcher(bare).replaceAll("");
        Set<String> metrics = new TreeSet<>();
        Matcher names = NAME.matcher(bare);
        while (names.find()) {
            if (names.group(2) == null && !WORDS.contains(names.group(1))) {
                metrics.add(names.group(1));
            }
        }
        return metrics;
    }

    /** What is wrong with a query; empty if nothing is. */
    static List<String> faults(String query, Set<String> known) {
        List<String> faults = new ArrayList<>();
        if (query.isBlank()) {
            faults.add("an empty query");
            return faults;
        }
        String bare = STRING.matcher(query).replaceAll("\"\"");
        for (String pair : List.of("()", "{}", "[]")) {
            if (bare.chars().filter(c -> c == pair.charAt(0)).count()
                    != bare.chars().filter(c -> c == pair.charAt(1)).count()) {
                faults.add("unbalanced " + pair + " in " + query);
            }
        }
        Set<String> metrics = metrics(query);
        if (metrics.isEmpty()) {
            faults.add("no metric in " + query);
        }
        metrics.stream()
                .filter(metric -> !known.contains(metric))
                .forEach(metric -> faults.add("unknown metric " + metric + " in " + query));
        return faults;
    }
}
