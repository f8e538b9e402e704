package dev.sluice.jobs.screening;

import dev.sluice.event.Directive;

/**
 * What is told to every task: a policy document in force from now on, an incident, or a directive.
 *
 * @param policyKey {@link #POLICY}, or the key of an incident; null for a directive
 * @param policy the document's text; empty for an incident that is withdrawn
 */
public record Control(String policyKey, String policy, Directive directive) {
    static final String POLICY = "policy";

    static Control of(Directive directive) {
        return new Control(null, null, directive);
    }

    static Control ofPolicy(String text) {
        return new Control(POLICY, text, null);
    }

    static Control ofIncident(String key, String text) {
        return new Control(key, text, null);
    }
}
