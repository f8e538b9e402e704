package dev.sluice.cli.show;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line now and then while something takes long; none if it does not. */
public final class Progress {
    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter err;
    private final String what;
    private long count;
    private long next = System.nanoTime() + EVERY_NANOS;

    /** @param what is counted */
    public Progress(PrintWriter err, String what) {
        this.err = err;
        this.what = what;
    }

    public void step() {
        count++;
        if (System.nanoTime() > next) {
            err.println(String.format(Locale.ROOT, "%,d %s", count, what));
            err.flush();
            next += EVERY_NANOS;
        }
    }
}
