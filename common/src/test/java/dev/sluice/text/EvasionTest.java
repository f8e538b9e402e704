package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How much disguised text is found, and how much innocent text is not: {@code text/evasion.tsv}, precision and recall
 * printed by group. The floors are what was measured when they were written.
 */
class EvasionTest {
    /** Besides those of the set: words that innocent text looks like. */
    private static final List<String> FURTHER_TERMS = List.of(
            "kill",
            "shoot",
            "gun",
            "stab",
            "burn",
            "cop",
            "die",
            "hang",
            "menace",
            "manslaughter",
            "together",
            "bail out",
            "ball",
            "modern",
            "loose",
            "ass",
            "bass drop",
            "leet");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private static final double LEAST_RECALL = 0.948;

    private static final double LEAST_PRECISION = 0.995;

    /** One line of the set; the term is "-" for innocent text. */
    private record Line(String text, String term, String group) {
        boolean isInnocent() {
            return term.equals("-");
        }
    }

    private static final class Tally {
        private int found;
        private int missed;
        private int falselyFound;
        private int innocent;

        double recall() {
            return found + missed == 0 ? 1 : (double) found / (found + missed);
        }

        double precision() {
            return found + falselyFound == 0 ? 1 : (double) found / (found + falselyFound);
        }
    }

    @Test
    void findsWhatIsDisguisedAndLeavesWhatIsInnocent() throws IOException {
        List<Line> lines = lines();
        ChatReader reader = reader(lines);
        Map<String, Tally> tallies = new TreeMap<>();
        Tally all = new Tally();
        for (Line line : lines) {
            List<String> rules =
                    reader.read(line.text()).hits().stream().map(Hit::rule).toList();
            boolean found = line.isInnocent() ? !rules.isEmpty() : rules.contains(line.term());
            for (Tally tally : List.of(all, tallies.computeIfAbsent(line.group(), unseen -> new Tally()))) {
                if (line.isInnocent()) {
                    tally.innocent++;
                    tally.falselyFound += found ? 1 : 0;
                } else if (found) {
                    tally.found++;
                } else {
                    tally.missed++;
                }
            }
            if (found == line.isInnocent()) {
                System.out.println((found ? "false: " + rules : "missed: " + line.term()) + " in " + line.text() + " ("
                        + line.group() + ")");
            }
        }
        tallies.forEach((group, tally) -> System.out.printf(
                "%-16s found %3d of %3d   innocent %3d, of them found %d%n",
                group, tally.found, tally.found + tally.missed, tally.innocent, tally.falselyFound));
        System.out.printf(
                "%d disguised, %d innocent: recall %.3f, precision %.3f%n",
                all.found + all.missed, all.innocent, all.recall(), all.precision());
        assertThat(all.found + all.missed).isGreaterThan(150);
        assertThat(all.innocent).isGreaterThan(150);
        assertThat(all.precision()).isGreaterThanOrEqualTo(LEAST_PRECISION);
        assertThat(all.recall()).isGreaterThanOrEqualTo(LEAST_RECALL);
        tallies.forEach((group, tally) -> {
            if (!group.equals("hard")) {
                assertThat(tally.falselyFound).as("innocent " + group).isZero();
                assertThat(tally.missed).as(group).isZero();
            }
        });
    }

    private static ChatReader reader(List<Line> lines) {
        List<Term> terms = Stream.concat(
                        lines.stream().filter(line -> !line.isInnocent()).map(Line::term), FURTHER_TERMS.stream())
                .distinct()
                .map(term -> new Term(term, "THREAT", 1))
                .toList();
        return new ChatReader(new ChatLists(terms, List.of(), List.of()));
    }

    private static List<Line> lines() throws IOException {
        try (InputStream set = EvasionTest.class.getResourceAsStream("/text/evasion.tsv")) {
            return new String(set.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new Line(unescape(columns[0]), columns[1], columns[2]))
                    .toList();
        }
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll((MatchResult match) -> java.util.regex.Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(match.group(1), 16))));
    }
}
