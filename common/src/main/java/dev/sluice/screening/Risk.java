package dev.sluice.screening;

import dev.sluice.event.Flag;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The combined weight of a stream's evidence, 0..1: the strongest piece of each group, and noisy-or across groups, so
 * that many hits of one kind are one piece of evidence. Monotone in each weight and independent of order.
 *
 * @param terms every piece with its present weight, strongest first
 */
record Risk(double value, List<Flag.RiskTerm> terms) {

    static Risk of(Collection<Flag.RiskTerm> evidence) {
        Map<String, Double> strongest = new HashMap<>();
        for (Flag.RiskTerm term : evidence) {
            strongest.merge(term.group(), term.weight(), Math::max);
        }
        // Multiplied in a fixed order, so that the value does not depend on that of arrival in its last bit.
        double innocence =
                strongest.values().stream().sorted().reduce(1.0, (product, weight) -> product * (1 - weight));
        List<Flag.RiskTerm> sorted = evidence.stream()
                .sorted((one, other) -> Double.compare(other.weight(), one.weight()))
                .toList();
        return new Risk(1 - innocence, sorted);
    }

    /** What a part of the evidence weighs by itself. */
    Risk only(Predicate<Flag.RiskTerm> part) {
        return of(terms.stream().filter(part).toList());
    }

    /** A weight after some time, halved every half-life. */
    static double decayed(double weight, long ageMillis, long halfLifeSeconds) {
        return weight * Math.pow(2, -Math.max(0, ageMillis) / (halfLifeSeconds * 1000.0));
    }
}
