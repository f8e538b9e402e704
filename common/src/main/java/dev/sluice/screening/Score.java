package dev.sluice.screening;

import dev.sluice.event.SignalEvent;

/** What an external source says of a stream, 0..1. */
public record Score(String source, String label, double value, long atMillis) {
    public static Score of(SignalEvent signal, long atMillis) {
        return new Score(signal.source(), signal.label(), signal.score(), atMillis);
    }

    /** Whether the same source speaks of the same. */
    boolean repeats(Score other) {
        return source.equals(other.source) && label.equals(other.label);
    }

    /** Whether this is the later word, or of one moment the stronger: so the order of arrival does not matter. */
    boolean outdates(Score other) {
        return atMillis > other.atMillis || (atMillis == other.atMillis && value > other.value);
    }
}
