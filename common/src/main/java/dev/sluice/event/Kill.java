package dev.sluice.event;

import java.time.Instant;
import java.util.List;

/**
 * A command to end a session and hold its stream key.
 *
 * @param killId deterministic: the idempotency key
 * @param epoch a stopper ignores a lower one than it has seen for the stream
 * @param scope what to do: {@code end-session}, {@code hold-key}
 * @param ground the policy's category that was violated
 * @param authority who decided: the automatic rule
 * @param expiresAt after this the command is void
 * @param evidenceSha256 digest over the matches that justify it
 */
public record Kill(
        String killId,
        long epoch,
        String streamId,
        String accountId,
        List<String> scope,
        String reason,
        String ground,
        String authority,
        String flagId,
        Instant issuedAt,
        Instant expiresAt,
        String evidenceSha256,
        Versions versions) {
    public Kill {
        scope = scope == null ? List.of() : List.copyOf(scope);
    }
}
