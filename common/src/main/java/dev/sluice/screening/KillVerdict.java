package dev.sluice.screening;

import dev.sluice.event.VerdictEvent;

/**
 * A reviewer's answer to the flag of a kill that nobody acknowledged, for {@link KillFollowUp}.
 *
 * @param killId the kill that the flag is about
 */
public record KillVerdict(String killId, VerdictEvent verdict) {}
