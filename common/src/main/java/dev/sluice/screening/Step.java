package dev.sluice.screening;

import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.util.List;

/**
 * What one event made of a stream.
 *
 * @param state to keep; null to forget the stream
 */
public record Step(
        StreamState state, List<Flag> flags, List<Kill> kills, List<Directive> directives, List<Decision> decisions) {}
