package dev.sluice.screening;

import java.util.List;

/**
 * What the policy's rules last made of a stream.
 *
 * @param held rules that hold or lately held, as evidence
 * @param holding all rules that held at the last evaluation
 * @param incidents that select the stream
 * @param known incidents, with their revisions, that were active then
 * @param atMillis when they were last evaluated
 * @param due whether something changed since
 */
public record RuleMemory(
        List<Held> held, List<String> holding, List<String> incidents, List<String> known, long atMillis, boolean due) {
    static final RuleMemory NONE = new RuleMemory(List.of(), List.of(), List.of(), List.of(), 0, false);

    public RuleMemory {
        held = held == null ? List.of() : List.copyOf(held);
        holding = holding == null ? List.of() : List.copyOf(holding);
        known = known == null ? List.of() : List.copyOf(known);
        incidents = incidents == null ? List.of() : List.copyOf(incidents);
    }

    /** A rule as evidence: its weight when it last held. */
    public record Held(String rule, String group, double weight, long halfLifeSeconds, long lastMillis) {}

    RuleMemory dueAgain() {
        return due ? this : new RuleMemory(held, holding, incidents, known, atMillis, true);
    }
}
