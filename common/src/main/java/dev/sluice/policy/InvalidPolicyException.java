package dev.sluice.policy;

import java.util.List;

/** A policy document that cannot be put in force; names everything that is wrong with it at once. */
public final class InvalidPolicyException extends Exception {
    public InvalidPolicyException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
