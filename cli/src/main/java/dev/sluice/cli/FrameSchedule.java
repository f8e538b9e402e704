package dev.sluice.cli;

/** Chooses so many pictures per second of media time, the first of each period. */
public final class FrameSchedule {
    private final double framesPerSecond;
    private long dueMillis;

    /** @param framesPerSecond more than 0 */
    public FrameSchedule(double framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    /** Whether a picture is chosen; pictures come in the order of their times. */
    public boolean takes(long ptsMillis) {
        if (ptsMillis < dueMillis) {
            return false;
        }
        // From the schedule, not from the picture: otherwise the rate would fall with every rounding.
        long periods = (long) (ptsMillis * framesPerSecond / 1000) + 1;
        dueMillis = (long) Math.ceil(periods * 1000 / framesPerSecond);
        return true;
    }
}
