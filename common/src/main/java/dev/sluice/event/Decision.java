package dev.sluice.event;

import java.time.Instant;
import java.util.List;

/**
 * The audit record of what the policy made of a stream at one moment.
 *
 * @param streamId empty for a decision about the job itself
 * @param action FLAG, FLAG_UPDATE, FLAG_CLEAR, KILL, KILL_WITHHELD, KILL_REPEATED, KILL_ACKNOWLEDGED,
 *     KILL_UNACKNOWLEDGED, KILL_ACK_IGNORED, CIRCUIT_BREAKER, SIGNATURE_QUARANTINED, DIRECTIVE, VERDICT, VERDICT_IGNORED,
 *     SHADOW, POLICY_IN_FORCE or INCIDENT_DEBRIEF
 * @param reference the id of the flag or kill, of a debrief the incident with its revision, or empty
 * @param reasons each in one sentence
 */
public record Decision(
        String decisionId,
        String streamId,
        String action,
        String reference,
        double risk,
        List<String> reasons,
        Versions versions,
        Instant at) {
    public Decision {
        reasons = reasons == null ? List.of() : List.copyOf(reasons);
    }
}
