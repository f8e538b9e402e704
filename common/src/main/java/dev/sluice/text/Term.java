package dev.sluice.text;

import java.util.Optional;

/**
 * A word or phrase to look for.
 *
 * @param term as a person writes it, at most {@link ChatLists#LONGEST_TERM} code points
 * @param category what it is evidence of, such as {@code THREAT}
 * @param weight of one speaker's use of it, 0..1
 * @param compact whether it is found across any gaps too ({@code ki ll}), however short it is; costs false hits
 */
public record Term(String term, String category, double weight, boolean compact) {
    public Term(String term, String category, double weight) {
        this(term, category, weight, false);
    }

    /** Why nothing can be looked for, and what to do. */
    public Optional<String> problem() {
        if (term.codePointCount(0, term.length()) > ChatLists.LONGEST_TERM) {
            return Optional.of("is longer than " + ChatLists.LONGEST_TERM + " characters: shorten it");
        }
        return TermIndex.isFindable(term)
                ? Optional.empty()
                : Optional.of("holds no letter, digit or emoji: nothing could be found");
    }
}
