package dev.sluice.policy;

import dev.sluice.text.Term;
import java.util.List;
import java.util.stream.Stream;

/**
 * Terms of one category and weight.
 *
 * @param weight of one speaker's use of one of them, 0..1
 */
public record TermList(String name, String category, double weight, List<String> terms) {
    public TermList {
        terms = terms == null ? List.of() : List.copyOf(terms);
    }

    Stream<Term> each() {
        return terms.stream().map(term -> new Term(term, category, weight));
    }
}
