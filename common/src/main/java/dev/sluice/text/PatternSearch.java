package dev.sluice.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;

/** Runs regular expressions over a message, one by one, each in time linear to the message. Immutable. */
final class PatternSearch {
    /** As {@link Pattern#programSize()} counts: a step of a search costs at most so many instructions. Chosen. */
    private static final int LARGEST_PROGRAM = 2000;

    /** Counts in braces multiply when they are nested, and compiling would take their product in memory. */
    private static final int LARGEST_COUNT_PRODUCT = 1000;

    private static final java.util.regex.Pattern COUNT = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");
    private static final int MOST_DIGITS = 4;

    private final List<TermPattern> rules;
    private final List<Pattern> compiled;

    /** Gets each match. */
    interface Sink {
        void found(TermPattern rule, int start, int end);
    }

    PatternSearch(List<TermPattern> rules) {
        this.rules = List.copyOf(rules);
        this.compiled = rules.stream().map(rule -> compile(rule.pattern())).toList();
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** What is wrong with a pattern, and what to do. */
    static Optional<String> problem(String pattern) {
        if (pattern.length() > ChatLists.LONGEST_PATTERN) {
            return Optional.of("is longer than " + ChatLists.LONGEST_PATTERN + " characters: split it");
        }
        if (countProduct(pattern) > LARGEST_COUNT_PRODUCT) {
            return Optional.of(
                    "repeats too often: the counts in braces may multiply to at most " + LARGEST_COUNT_PRODUCT);
        }
        try {
            Pattern compiled = compile(pattern);
            if (compiled.programSize() > LARGEST_PROGRAM) {
                return Optional.of("is too large when compiled: split it, or use smaller counts in braces");
            }
            if (compiled.matcher("").find()) {
                return Optional.of("matches the empty text, so it would match every message: require something");
            }
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("is invalid (" + e.getDescription()
                    + "): write it in RE2 syntax, which has no look-around and no back-references");
        }
    }

    private static long countProduct(String pattern) {
        java.util.regex.Matcher counts = COUNT.matcher(pattern);
        long product = 1;
        while (counts.find() && product <= LARGEST_COUNT_PRODUCT) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            product *= most.length() > MOST_DIGITS ? LARGEST_COUNT_PRODUCT + 1 : Math.max(1, Integer.parseInt(most));
        }
        return product;
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    void find(String message, int mostPerRule, Sink sink) {
        if (rules.isEmpty()) {
            return;
        }
        PatternText text = new PatternText(message);
        String folded = text.folded();
        for (int i = 0; i < compiled.size(); i++) {
            Matcher matcher = compiled.get(i).matcher(folded);
            for (int found = 0; found < mostPerRule && matcher.find(); found++) {
                if (matcher.end() > matcher.start()) {
                    sink.found(rules.get(i), text.start(matcher.start()), text.end(matcher.end() - 1));
                }
            }
        }
    }
}
