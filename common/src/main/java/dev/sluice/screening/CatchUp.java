package dev.sluice.screening;

/**
 * How fast a backlog would be worked off if nothing of it were left out: seconds of it in a second, from what the last half second
 * took in. Written by one thread, read by any.
 */
final class CatchUp {
    private static final long WINDOW_MILLIS = 500;

    /** Until it is known: left out is what cannot be looked at, not what perhaps cannot. */
    private volatile double speed = Double.POSITIVE_INFINITY;

    private Window window = new Window(0);
    private Window before = window;

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

    double speed() {
        return speed;
    }

    /** A backlog begins: what was measured before it, when no more than what came in could be taken, says nothing of it. */
    void begin(long nowMillis) {
        speed = Double.POSITIVE_INFINITY;
        window = new Window(nowMillis);
        before = null;
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
        // Reading costs little beside looking, so all of it would take as much longer as there are more frames to look
        // at.
        speed = progress * last.taken / Math.max(1, last.wanted);
    }
}
