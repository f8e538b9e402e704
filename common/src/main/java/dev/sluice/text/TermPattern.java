package dev.sluice.text;

import java.util.Optional;

/**
 * A regular expression to look for, in RE2 syntax; case does not matter. It sees the folded text with its punctuation,
 * never the look-alikes of letters undone.
 *
 * @param pattern at most {@link ChatLists#LONGEST_PATTERN} characters
 * @param category what it is evidence of
 * @param weight of one speaker's use of it, 0..1
 */
public record TermPattern(String pattern, String category, double weight) {
    /** Why it cannot be looked for, and what to do. */
    public Optional<String> problem() {
        return PatternSearch.problem(pattern);
    }
}
