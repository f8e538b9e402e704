package dev.sluice.policy;

import dev.sluice.policy.InvalidPolicyException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a document, as it is found. */
final class Problems {
    /** Beyond these a person mends the first ones first; a dead letter carries them all. */
    private static final int MOST = 100;

    private final List<Problem> found = new ArrayList<>();

    static InvalidPolicyException only(String path, int line, String message) {
        return new InvalidPolicyException(List.of(new Problem(path, line, message)));
    }

    void add(String path, int line, String message) {
        if (found.size() < MOST) {
            found.add(new Problem(path, line, message));
        }
    }

    void addAll(Problems others) {
        others.found.forEach(problem -> add(problem.path(), problem.line(), problem.message()));
    }

    void throwIfAny() throws InvalidPolicyException {
        if (!found.isEmpty()) {
            throw new InvalidPolicyException(found.stream()
                    .sorted(Comparator.comparingInt(Problem::line))
                    .toList());
        }
    }
}
