package dev.sluice.screening;

import dev.sluice.event.ReportEvent;

/**
 * One viewer's report.
 *
 * @param reporter a hash of who reported
 * @param credibility what the platform knows of the reporter, 0..1
 */
public record Reported(int reporter, String reason, double credibility, long atMillis) {
    /** Of a reporter of whom the platform knows nothing. */
    static final double USUAL_CREDIBILITY = 0.5;

    /** What is kept of a report; what the reporter wrote stays behind. */
    public static Reported of(ReportEvent report, long atMillis) {
        return new Reported(report.reporterId().hashCode(), report.reason(), report.credibility(), atMillis);
    }

    /** Whether the platform knows that its reporter is right more often than not. */
    boolean isProven() {
        return credibility > USUAL_CREDIBILITY;
    }

    /** Whether it says the same as another. */
    boolean repeats(Reported other) {
        return reporter == other.reporter && reason.equals(other.reason);
    }

    /** The same said twice, in whichever order it arrives: by the more credible account, the last time. */
    Reported with(Reported other) {
        return new Reported(
                reporter, reason, Math.max(credibility, other.credibility), Math.max(atMillis, other.atMillis));
    }
}
