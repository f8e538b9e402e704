package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;

/**
 * A kill that one stream's screening finds due, for {@link KillGate} to release.
 *
 * @param otherwise the flag to publish if the kill is withheld
 */
public record KillRequest(Kill kill, Flag otherwise) {}
