package dev.sluice.cli.show;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * How far something long has come, on standard error: a bar that is drawn over itself, or a line now and then where there is
 * no terminal. Nothing if it is over soon.
 */
public final class Progress implements AutoCloseable {
    /** Where there is a person to look at a bar. */
    public enum Style {
        BAR(Duration.ofMillis(200)),
        LINES(Duration.ofSeconds(5));

        private final long everyNanos;

        Style(Duration every) {
            this.everyNanos = every.toNanos();
        }
    }

    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final Style style;
    private final LongSupplier nanoTime;
    private final long total;
    private final LongFunction<String> text;
    private long done;
    private long next;
    private int drawn;

    /**
     * @param total what {@link #at} comes to in the end; 0 if it is not known
     * @param text what has been done, in words
     */
    public Progress(PrintWriter err, Style style, long total, LongFunction<String> text) {
        this(err, style, total, text, System::nanoTime);
    }

    Progress(PrintWriter err, Style style, long total, LongFunction<String> text, LongSupplier nanoTime) {
        this.err = err;
        this.style = style;
        this.total = total;
        this.text = text;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() + style.everyNanos;
    }

    /** One more is done. */
    public void step() {
        at(done + 1);
    }

    /** So much is done. */
    public void at(long amount) {
        done = amount;
        long now = nanoTime.getAsLong();
        if (now - next >= 0) {
            next = now + style.everyNanos;
            show();
        }
    }

    private void show() {
        String said = text.apply(done);
        if (total > 0) {
            int percent = (int) Math.min(100, 100 * done / total);
            int filled = percent * WIDTH / 100;
            String bar = style == Style.BAR ? "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " : "";
            said = bar + percent + "% " + said;
        }
        if (style == Style.BAR) {
            err.print("\r" + said + " ".repeat(Math.max(0, drawn - said.length())));
            drawn = said.length();
        } else {
            err.println(said);
        }
        err.flush();
    }

    /** Wipes the bar away, so that what follows stands on a line of its own. */
    @Override
    public void close() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            err.flush();
            drawn = 0;
        }
    }
}
