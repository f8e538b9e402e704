package dev.sluice.jobs.screening;

import dev.sluice.event.Directive;

/** What is told to every task: a policy document in force from now on, or a directive. Exactly one is set. */
public record Control(String policy, Directive directive) {
    static Control of(Directive directive) {
        return new Control(null, directive);
    }

    static Control ofPolicy(String text) {
        return new Control(text, null);
    }
}
