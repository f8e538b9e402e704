package dev.sluice.screening;

/**
 * How hard frames are shed, from the source's lag: 0 not at all, 1 all that may be. Rises with the lag at once, so that a sudden lag is
 * worked off; and by and by while a small lag stays, and falls again when it is gone, so that a lasting overload settles at a small lag:
 * risky frames wait behind the others, and are that late. (A proportional-integral controller.) Written by one thread, read by any.
 */
final class SheddingPressure {
    /** Lags are in units of the lag at which all is shed that may be. From here on some is at once. Chosen. */
    private static final double BEGINS = 0.5;
    /** Where a lasting overload settles. Chosen: more than the lag that a checkpoint or a garbage collection leaves behind. */
    private static final double SETTLES = 0.25;
    /** In so many seconds a lag that is longer by one unit, or shorter, leads from nothing to all, and back. Chosen. */
    private static final double RISES_IN = 2;

    private static final double FALLS_IN = 0.5;
    /** Of a source that was silent nothing is known. */
    private static final long LONGEST_STEP_MILLIS = 1000;

    private volatile double lasting;
    private long atMillis = Long.MIN_VALUE;

    /** The source was seen to lag by so much, in units. */
    void note(double lag, long nowMillis) {
        if (atMillis != Long.MIN_VALUE && nowMillis > atMillis) {
            double seconds = Math.min(LONGEST_STEP_MILLIS, nowMillis - atMillis) / 1000.0;
            double above = lag - SETTLES;
            lasting = clamped(lasting + above * seconds / (above > 0 ? RISES_IN : FALLS_IN));
        }
        atMillis = Math.max(atMillis, nowMillis);
    }

    /** The pressure at a lag, in units, 0..1. */
    double at(double lag) {
        return Math.max(lasting, clamped((lag - BEGINS) / (1 - BEGINS)));
    }

    private static double clamped(double pressure) {
        return Math.max(0, Math.min(1, pressure));
    }
}
