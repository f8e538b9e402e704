package dev.sluice.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the terms of a list in a message, as whole words. Immutable. */
public final class TermMatcher {
    private final Map<String, Term> byForm = new LinkedHashMap<>();

    public TermMatcher(List<Term> terms) {
        terms.forEach(term -> byForm.put(TextNormaliser.normalise(term.term()), term));
    }

    /** Every term that the message contains, once each. */
    public List<Term> find(String message) {
        if (byForm.isEmpty()) {
            return List.of();
        }
        String text = TextNormaliser.normalise(message);
        return byForm.entrySet().stream()
                .filter(entry -> text.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
