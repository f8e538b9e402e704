package dev.sluice.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy or incident document that cannot be put in force; names everything that is wrong with it at once. */
public final class InvalidPolicyException extends Exception {
    /** Not serialised: nobody sends exceptions anywhere. */
    private final transient List<Problem> problems;

    /** @param problems at least one */
    public InvalidPolicyException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, in the order of the document. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param path such as {@code banks[0].severity}; empty for the document as a whole
     * @param line in the document, from 1
     * @param message what is wrong, and what was expected; begins with the path
     */
    public record Problem(String path, int line, String message) {
        @Override
        public String toString() {
            return "line " + line + ": " + message;
        }
    }
}
