package dev.sluice.event;

import java.time.Instant;

/**
 * What another system makes of a stream, such as a classifier, a text recogniser or an audio matcher; arrives on topic
 * {@code signals}.
 *
 * @param source which system
 * @param label what it saw or heard, in its own words
 * @param score how sure it is, 0..1
 * @param evidenceRef where its evidence lies; empty if not said
 * @param at when, null if not said
 */
public record SignalEvent(String streamId, String source, String label, double score, String evidenceRef, Instant at) {
    public SignalEvent {
        evidenceRef = evidenceRef == null ? "" : evidenceRef;
    }
}
