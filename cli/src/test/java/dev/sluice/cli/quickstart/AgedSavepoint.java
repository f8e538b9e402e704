package dev.sluice.cli.quickstart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A copy of a savepoint whose times are as if it had been taken a while ago, however old it is: what it remembers would
 * otherwise be too old to matter, and the job would forget it first of all.
 */
final class AgedSavepoint {
    /** No time in a savepoint that matters is further from the one at which it was taken. */
    private static final Duration NEAR = Duration.ofDays(8);

    private AgedSavepoint() {}

    /**
     * Moves times by whole seconds, and leaves lengths and all else as they are. No other number in a savepoint is near a time:
     * of random bits one in 10^10 would be.
     *
     * @param metadata of a savepoint in one file
     * @param takenAt when it was taken
     * @param ago when it shall seem to have been taken
     * @param folder where the copy goes
     * @return {@code folder}
     */
    static Path copy(Path metadata, Instant takenAt, Duration ago, Path folder) throws IOException {
        long seconds = Instant.now().minus(ago).getEpochSecond() - takenAt.getEpochSecond();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(metadata));
        int at = 0;
        while (at + Long.BYTES <= bytes.limit()) {
            long value = bytes.getLong(at);
            long moved = moved(value, takenAt, seconds);
            bytes.putLong(at, moved);
            at += moved == value ? 1 : Long.BYTES;
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("_metadata"), bytes.array());
        return folder;
    }

    private static long moved(long value, Instant takenAt, long seconds) {
        // A timer's sign is turned, so that its bytes sort as times do.
        if (isNear(value, takenAt.toEpochMilli(), NEAR.toMillis())
                || isNear(value ^ Long.MIN_VALUE, takenAt.toEpochMilli(), NEAR.toMillis())) {
            return value + seconds * 1000;
        }
        // An Instant is seconds, and behind them nanoseconds.
        return isNear(value, takenAt.getEpochSecond(), NEAR.toSeconds()) ? value + seconds : value;
    }

    private static boolean isNear(long value, long time, long distance) {
        return value > time - distance && value < time + distance;
    }
}
