package dev.sluice.policy;

import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.List;

/** The rules of a policy, ready to be evaluated. Immutable, for any thread. */
public final class CompiledRules {
    private final List<Entry> entries;

    /** @param entries in the order of the policy */
    CompiledRules(List<Entry> entries) {
        this.entries = entries.stream()
                .filter(entry -> entry.rule().mode() != Rule.Mode.OFF)
                .toList();
    }

    record Entry(Rule rule, Expression expression) {}

    /**
     * What a rule made of a stream.
     *
     * @param holds whether its expression is true
     * @param error why it could not be evaluated, such as {@code ATTRIBUTE_NOT_FOUND} for a key that a map has not; null if
     *     it could
     */
    public record Outcome(Rule rule, boolean holds, String error) {
        public boolean failed() {
            return error != null;
        }
    }

    /** How many rules are evaluated: all that are not off. */
    public int size() {
        return entries.size();
    }

    /**
     * The rules that hold and those that failed, in the order of the policy. One that fails does not stop the others.
     */
    public List<Outcome> evaluate(RuleFacts facts) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Outcome> outcomes = new ArrayList<>();
        CelVariableResolver values = Expression.resolver(facts);
        for (Entry entry : entries) {
            try {
                if (entry.expression().holds(values)) {
                    outcomes.add(new Outcome(entry.rule(), true, null));
                }
            } catch (Expression.Failed e) {
                outcomes.add(new Outcome(entry.rule(), false, e.getMessage()));
            }
        }
        return outcomes;
    }
}
