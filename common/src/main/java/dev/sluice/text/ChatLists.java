package dev.sluice.text;

import java.util.List;

/**
 * Everything to look for in chat. An entry is of use if its {@code problem()} is empty.
 *
 * @param terms at most {@link #MOST_TERMS}
 * @param patterns at most {@link #MOST_PATTERNS}: each is run over each message
 * @param links at most {@link #MOST_LINKS}
 */
public record ChatLists(List<Term> terms, List<TermPattern> patterns, List<Link> links) {
    public static final int MOST_TERMS = 100_000;
    public static final int LONGEST_TERM = 200;
    public static final int MOST_PATTERNS = 64;
    public static final int LONGEST_PATTERN = 500;
    public static final int MOST_LINKS = 1_000_000;

    public ChatLists {
        terms = terms == null ? List.of() : List.copyOf(terms);
        patterns = patterns == null ? List.of() : List.copyOf(patterns);
        links = links == null ? List.of() : List.copyOf(links);
    }
}
