package dev.sluice.cli.load;

import java.time.Duration;
import java.util.Set;

/**
 * How a load's records arrive.
 *
 * @param copies of each record, at least 1
 * @param reversed whether the frames of {@link #BLOCK} are sent in reverse order
 * @param shift added to the times that records name, of every second stream
 * @param otherShift the same of the others
 */
record Delivery(int copies, boolean reversed, Duration shift, Duration otherShift) {
    /** As a good network delivers. */
    static final Delivery USUAL = new Delivery(1, false, Duration.ZERO, Duration.ZERO);

    /** Media time that is turned around at once. */
    static final Duration BLOCK = Duration.ofSeconds(5);

    private static final int MANY = 10;

    /** What the hostile kinds make of it; those that are records beside the load change nothing. */
    static Delivery of(Set<Hostile> hostile) {
        Duration shift = Duration.ZERO;
        Duration otherShift = Duration.ZERO;
        if (hostile.contains(Hostile.LATE)) {
            shift = shift.minusHours(1);
            otherShift = otherShift.minusHours(1);
        }
        if (hostile.contains(Hostile.CLOCK_SKEW)) {
            shift = shift.plusDays(1);
            otherShift = otherShift.minusDays(1);
        }
        return new Delivery(
                hostile.contains(Hostile.DUPLICATES) ? MANY : 1, hostile.contains(Hostile.REVERSAL), shift, otherShift);
    }

    /** By how much a stream's clock is off. */
    Duration shiftOf(int stream) {
        return stream % 2 == 0 ? shift : otherShift;
    }

    /**
     * Which frame of a stream is sent as the n-th.
     *
     * @param frames of the whole stream
     */
    int frameAt(int n, int frames, double framesPerSecond) {
        if (!reversed) {
            return n;
        }
        int block = Math.max(2, (int) (BLOCK.toSeconds() * framesPerSecond));
        int first = n - n % block;
        int last = Math.min(frames, first + block) - 1;
        return last - (n - first);
    }
}
