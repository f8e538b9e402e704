package dev.sluice.signature.list;

import java.time.Instant;

/**
 * Where a list comes from and where its signatures go.
 *
 * @param bank the bank that takes its signatures
 * @param source who contributes them
 * @param addedAt when: soak time counts from here, whatever the list says, for a list's own times can be forged
 * @param name of the list; the id of its video if it is a single one
 */
public record ListOrigin(String bank, String source, Instant addedAt, String name) {
    public ListOrigin {
        if (bank.isBlank() || bank.contains("/")) {
            throw new IllegalArgumentException("a bank's name must not be blank or contain /");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("a list's name must not be blank");
        }
    }
}
