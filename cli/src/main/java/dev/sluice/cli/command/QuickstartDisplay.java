package dev.sluice.cli.command;

import dev.sluice.cli.quickstart.Display;
import dev.sluice.cli.quickstart.Ending;
import dev.sluice.cli.quickstart.Summary;
import dev.sluice.cli.show.DecisionLines;
import dev.sluice.cli.show.JsonLines;
import dev.sluice.cli.show.Paint;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.Topic;
import dev.sluice.event.VerdictEvent;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows a quickstart on the terminal: decisions on standard output, all else on standard error. */
final class QuickstartDisplay implements Display {
    private static final String ERASE_LINE = "\r\u001b[K";
    /** Without a terminal the progress comes as lines, and less often. */
    private static final int PLAIN_PROGRESS_EVERY = 5;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Paint paint;
    private final boolean json;
    private final DecisionLines lines;
    private final JsonLines jsonLines = new JsonLines();
    private boolean progressShown;
    private int progressCalls;

    QuickstartDisplay(PrintWriter out, PrintWriter err, Paint paint, boolean json) {
        this.out = out;
        this.err = err;
        this.paint = paint;
        this.json = json;
        this.lines = new DecisionLines(paint, ZoneId.systemDefault());
    }

    @Override
    public synchronized void status(String text) {
        eraseProgress();
        err.println(paint.dim("- " + text));
        err.flush();
    }

    @Override
    public synchronized void flag(Flag flag, ConsumerRecord<byte[], byte[]> record) {
        show(Topic.FLAGS, lines.line(flag), record);
    }

    @Override
    public synchronized void kill(Kill kill, ConsumerRecord<byte[], byte[]> record) {
        show(Topic.KILLS, lines.line(kill), record);
    }

    @Override
    public synchronized void verdict(VerdictEvent verdict) {
        status(verdict.reviewer() + " confirms the flag on " + verdict.streamId() + " and asks for its end");
    }

    @Override
    public synchronized void progress(int streams, long published, long sampled, int flags, int kills) {
        String text = streams + " streams, " + published + " frames published, " + sampled + " looked at, " + flags
                + " flags, " + kills + " kills";
        if (paint == Paint.COLOURED) {
            err.print(ERASE_LINE + paint.dim(text));
            progressShown = true;
        } else if (progressCalls++ % PLAIN_PROGRESS_EVERY == PLAIN_PROGRESS_EVERY - 1) {
            err.println("- " + text);
        }
        err.flush();
    }

    synchronized void summary(Summary summary) {
        eraseProgress();
        PrintWriter to = json ? err : out;
        to.println();
        to.println(paint.bold(summary.interrupted() ? "Interrupted: what there was so far" : "Summary"));
        for (Summary.StreamResult stream : summary.streams()) {
            String outcome = summary.interrupted() ? seen(stream) : outcome(stream);
            to.printf("  %-21s %-33s %s%n", stream.id(), stream.what(), outcome);
        }
        to.println();
        to.printf("  streams        %d%n", summary.streams().size());
        to.printf(
                "  frames         %d seen, %d sampled, %d shed%n",
                summary.framesSeen(), summary.framesSampled(), summary.framesShed());
        to.printf("  flags          %d%n", summary.flags());
        to.printf("  kills          %d%n", summary.kills());
        to.printf(
                "  frame to flag  p50 %s, p99 %s (%d flags and updates)%n",
                millis(summary.p50Millis()), millis(summary.p99Millis()), summary.latencySamples());
        to.printf("  job restarts   %d%n", summary.restarts());
        to.printf(Locale.ROOT, "  took           %.1f s%n", summary.took().toMillis() / 1000.0);
        to.flush();
    }

    private String seen(Summary.StreamResult stream) {
        Ending seen = stream.ending();
        String priority = stream.flags().stream()
                .map(Flag::priority)
                .min(String::compareTo)
                .orElse("");
        return seen.killed()
                ? paint.red(seen.words()) + " after " + stream.published() + " frames"
                : seen.reasons().isEmpty() ? paint.green(seen.words()) : paint.yellow(priority + " " + seen.words());
    }

    /** What was seen, and whether it was expected. */
    private String outcome(Summary.StreamResult stream) {
        String words = seen(stream);
        return stream.expected()
                .map(wanted -> stream.asExpected()
                        ? "as expected: " + words
                        : paint.red("NOT AS EXPECTED") + ": " + words + ", expected: " + wanted.words())
                .orElse(words);
    }

    private void show(Topic topic, String line, ConsumerRecord<byte[], byte[]> record) {
        eraseProgress();
        if (json) {
            String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
            out.println(jsonLines.line(topic, key, record.value()));
        } else {
            out.println(line);
        }
        out.flush();
    }

    private void eraseProgress() {
        if (progressShown) {
            err.print(ERASE_LINE);
            err.flush();
            progressShown = false;
        }
    }

    private static String millis(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() + " ms" : "-";
    }
}
