package dev.sluice.policy;

import dev.sluice.signature.Bank;
import java.time.Instant;

/** A validated incident, ready for use. Immutable. */
public final class Incident {
    private final IncidentDocument document;
    private final Expression streams;

    private Incident(IncidentDocument document, Expression streams) {
        this.document = document;
        this.streams = streams;
    }

    /**
     * Reads an incident's document.
     *
     * @param text YAML or JSON, at most 1 MiB
     * @throws InvalidPolicyException naming every problem
     */
    public static Incident parse(String text) throws InvalidPolicyException {
        Problems problems = new Problems();
        IncidentReader.Reading reading = IncidentReader.read(Node.parse(text, problems), problems);
        problems.throwIfAny();
        return new Incident(reading.document(), reading.streams());
    }

    /**
     * Checks a document that a program made.
     *
     * @throws InvalidPolicyException naming every problem, by the lines of {@link #toYaml}
     */
    public static Incident of(IncidentDocument document) throws InvalidPolicyException {
        return parse(PolicyYaml.write(document));
    }

    /** The whole document as YAML; read again, it is the same. */
    public String toYaml() {
        return PolicyYaml.write(document);
    }

    public IncidentDocument document() {
        return document;
    }

    public String name() {
        return document.name();
    }

    /** Whether it holds at a moment: opened, and not expired. */
    public boolean isActive(Instant now) {
        return !now.isBefore(document.openedAt()) && now.isBefore(document.expiresAt());
    }

    /** Whether it is about a stream. If its predicate fails, it is: a crisis is better watched too widely. */
    public boolean selects(RuleFacts facts) {
        try {
            return streams.holds(Expression.resolver(facts));
        } catch (Expression.Failed e) {
            return true;
        }
    }

    /** As the version of a policy names it, such as {@code incident/foo@2}. */
    public String label() {
        return IncidentDocument.KEY_PREFIX + document.name() + "@" + document.revision();
    }

    boolean lets(Bank bank) {
        return document.kills().authority().contains(bank.name());
    }
}
