package dev.sluice.screening;

import java.util.List;

/**
 * The policy's terms in one message; the message itself stays behind.
 *
 * @param terms each once, as the policy writes it
 */
public record ChatHits(String streamId, String authorId, List<Hit> terms) {
    public ChatHits {
        terms = terms == null ? List.of() : List.copyOf(terms);
    }

    /** One term of the policy. */
    public record Hit(String term, String category, double weight) {}
}
