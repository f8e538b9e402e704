package dev.sluice.text;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the terms of a list in a message; what {@link ChatReader} does, for who needs no more. Immutable. */
public final class TermMatcher {
    private final List<Term> terms;
    private final ChatReader reader;

    /** Terms that {@link ChatReader#problems} would object to are never found. */
    public TermMatcher(List<Term> terms) {
        this.terms = List.copyOf(terms);
        this.reader = new ChatReader(new ChatLists(
                terms.stream()
                        .map(term -> new Term(term.term(), "ANY", 1, term.compact()))
                        .filter(term -> ChatReader.problems(new ChatLists(List.of(term), List.of(), List.of()))
                                .isEmpty())
                        .toList(),
                List.of(),
                List.of()));
    }

    /** Every term that the message contains, once each. */
    public List<Term> find(String message) {
        Set<String> found = reader.read(message).hits().stream().map(Hit::rule).collect(Collectors.toSet());
        return terms.stream().filter(term -> found.contains(term.term())).toList();
    }
}
