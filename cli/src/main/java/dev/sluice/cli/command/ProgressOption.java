package dev.sluice.cli.command;

import dev.sluice.cli.show.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongFunction;
import picocli.CommandLine.Option;

/** Whether long work shows a bar. */
final class ProgressOption {
    /** Set by scripts/sluice if standard error is a terminal; Java 17 cannot tell. */
    private static final String TERMINAL = "sluice.terminal.err";

    @Option(
            names = "--progress",
            description = "Draw a bar on standard error even if it is no terminal (default: only on a terminal; else a"
                    + " line now and then).")
    private boolean always;

    /** Counts single things, of which there are nobody knows how many. */
    Progress counting(PrintWriter err, String what) {
        return start(err, 0, count -> String.format(Locale.ROOT, "%,d %s", count, what));
    }

    /** See {@link Progress}. */
    Progress start(PrintWriter err, long total, LongFunction<String> text) {
        boolean bar = always || Boolean.getBoolean(TERMINAL);
        return new Progress(err, bar ? Progress.Style.BAR : Progress.Style.LINES, total, text);
    }
}
