package dev.sluice.event;

import java.time.Instant;

/**
 * A viewer's report of a stream, as it arrives on topic {@code reports}.
 *
 * @param reportId empty if not said
 * @param reporterId who reports; empty if not said
 * @param reason what is reported, in the platform's words, such as {@code imminent-harm}
 * @param credibility what the platform knows of the reporter, 0 (none) .. 1
 * @param text what the reporter wrote; empty if nothing. It never leaves the operator that reads it
 * @param at when it was made, null if not said
 */
public record ReportEvent(
        String streamId,
        String reportId,
        String reporterId,
        String reason,
        double credibility,
        String text,
        Instant at) {
    /** Of a reporter of whom nothing is known. */
    public static final double USUAL_CREDIBILITY = 0.5;

    public ReportEvent {
        reportId = reportId == null ? "" : reportId;
        reporterId = reporterId == null ? "" : reporterId;
        text = text == null ? "" : text;
    }
}
