package dev.sluice.policy;

import dev.sluice.signature.Bank;
import java.time.Instant;
import java.util.List;

/**
 * A declared crisis as it is written and published, under the key {@code incident/NAME} of the policy's topic. While it
 * lasts it makes Sluice more watchful, never less.
 *
 * @param name lower-case letters, digits and {@code -}
 * @param revision rises with each change of the document; named with it in the policy's version
 * @param openedAt from when it holds
 * @param expiresAt from when it holds no more; at most seven days after {@code openedAt}
 * @param note for people
 * @param streams CEL predicate over {@link RuleFacts} that selects the streams it is about; {@code true} for all
 * @param banks settings that replace those of banks of the same name, or are added
 */
public record IncidentDocument(
        String name,
        int revision,
        Instant openedAt,
        Instant expiresAt,
        String note,
        String streams,
        List<Bank> banks,
        Risk risk,
        Sampling sampling,
        Kills kills) {
    /** What stands before the name in the key on the policy's topic. */
    public static final String KEY_PREFIX = "incident/";

    public IncidentDocument {
        banks = List.copyOf(banks);
    }

    /** @param raise risk from which a selected stream is flagged; 1 leaves it to the policy, as the lower one holds */
    public record Risk(double raise) {}

    /** @param framesPerSecond at least so many of a selected stream; 0 leaves it to the policy */
    public record Sampling(double framesPerSecond) {}

    /** @param authority banks that may kill while the incident lasts; all other interlocks hold */
    public record Kills(List<String> authority) {
        public Kills {
            authority = List.copyOf(authority);
        }
    }
}
