package dev.sluice.screening;

/**
 * How fast a backlog would be worked off if nothing of it were left out: seconds of it in a second, from what the last half second
 * took in. Written by one thread, read by any.
 */
final class CatchUp {
    private static final long WINDOW_MILLIS = 500;

    /** Infinite until it is known: what is left out cannot be looked at, not perhaps. */
    private volatile double speed = Double.POSITIVE_INFINITY;

    private Window window;
    private Window before;

    /** What half a second took in. Not thread-safe. */
    private static final class Window {
        private final long beganMillis;
        private double appendedMillis;
        private int seen;
        private int wanted;
        private int taken;

        Window(long beganMillis) {
            this.beganMillis = beganMillis;
        }

        /** Of several partitions, each at its own place, the middle. */
        double meanAppendedMillis() {
            return appendedMillis / seen;
        }
    }

    /** A backlog begins: what was measured of another says nothing of it. */
    CatchUp(long nowMillis) {
        window = new Window(nowMillis);
    }

    double speed() {
        return speed;
    }

    void note(long appendedAtMillis, FrameSampler.Choice choice, long nowMillis) {
        if (nowMillis - window.beganMillis >= WINDOW_MILLIS && window.seen > 0) {
            if (before != null) {
                measure(window, before);
            }
            before = window;
            window = new Window(nowMillis);
        }
        window.seen++;
        window.appendedMillis += appendedAtMillis;
        window.wanted += choice == FrameSampler.Choice.SKIP ? 0 : 1;
        window.taken += choice == FrameSampler.Choice.TAKE ? 1 : 0;
    }

    private void measure(Window last, Window earlier) {
        double progress =
                (last.meanAppendedMillis() - earlier.meanAppendedMillis()) / (last.beganMillis - earlier.beganMillis);
        // Reading costs little beside looking: in full it would take as much longer as more is wanted than taken.
        double measured = progress * last.taken / Math.max(1, last.wanted);
        // Windows in which partitions have different shares make it jump.
        speed = Double.isInfinite(speed) ? measured : (speed + measured) / 2;
    }
}
