package dev.sluice.screening;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How fast a backlog would be worked off if nothing of it were left out: seconds of it in a second, from what the last half second
 * took in. Written by one thread, read by any.
 */
final class CatchUp {
    private static final long WINDOW_MILLIS = 500;

    /** Infinite until it is known: what is left out is never looked at. */
    private volatile double speed = Double.POSITIVE_INFINITY;

    /** Each partition has its own backlog, and is at its own place in it. */
    private final Map<Integer, Long> reachedMillis = new HashMap<>();

    private Window window;

    /** What half a second took in. Not thread-safe. */
    private static final class Window {
        private final long beganMillis;
        private final Set<Integer> partitions = new HashSet<>();
        private long progressMillis;
        private int wanted;
        private int taken;

        Window(long beganMillis) {
            this.beganMillis = beganMillis;
        }
    }

    /** A backlog begins: what was measured of another says nothing of it. */
    CatchUp(long nowMillis) {
        window = new Window(nowMillis);
    }

    double speed() {
        return speed;
    }

    void note(int partition, long appendedAtMillis, FrameSampler.Choice choice, long nowMillis) {
        long tookMillis = nowMillis - window.beganMillis;
        if (tookMillis >= WINDOW_MILLIS && !window.partitions.isEmpty()) {
            measure(window, tookMillis);
            window = new Window(nowMillis);
        }
        Long before = reachedMillis.put(partition, appendedAtMillis);
        window.partitions.add(partition);
        window.progressMillis += before == null ? 0 : Math.max(0, appendedAtMillis - before);
        window.wanted += choice == FrameSampler.Choice.SKIP ? 0 : 1;
        window.taken += choice == FrameSampler.Choice.TAKE ? 1 : 0;
    }

    private void measure(Window last, long tookMillis) {
        double progress = last.progressMillis / (double) (tookMillis * last.partitions.size());
        // Reading costs little beside looking: in full it would take as much longer as more is wanted than taken.
        double measured = progress * last.taken / Math.max(1, last.wanted);
        // What lies between two streams is worked off at once, and makes it jump.
        speed = Double.isInfinite(speed) ? measured : (speed + measured) / 2;
    }
}
