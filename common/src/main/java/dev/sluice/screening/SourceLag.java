package dev.sluice.screening;

import java.util.HashMap;
import java.util.Map;

/**
 * How far behind a task is in each of the partitions that it reads in turns, by the broker's clock. They share its time, so the one
 * that lags most tells whether there is enough of it. Not thread-safe.
 */
final class SourceLag {
    /** More than a turn takes: a partition that was not heard of for so long has nothing more to read. Chosen. */
    private static final long SILENT_MILLIS = 3000;

    private final Map<Integer, Reached> partitions = new HashMap<>();

    /** Where a partition was when it was last heard of. */
    private record Reached(long lagMillis, long atMillis) {}

    /** A frame came that the broker took in so long ago. */
    void note(int partition, long lagMillis, long nowMillis) {
        partitions.put(partition, new Reached(lagMillis, nowMillis));
    }

    /** The longest lag, of those up to {@code mostMillis}, of a partition from which frames come; 0 if there is none. */
    long longestMillis(long mostMillis, long nowMillis) {
        long longest = 0;
        for (Reached partition : partitions.values()) {
            boolean comes = nowMillis - partition.atMillis() <= SILENT_MILLIS;
            if (comes && partition.lagMillis() <= mostMillis) {
                longest = Math.max(longest, partition.lagMillis());
            }
        }
        return longest;
    }
}
