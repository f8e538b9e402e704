package dev.sluice.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);

    private Progress progress(Progress.Style style, long total) {
        return new Progress(new PrintWriter(err), style, total, done -> done + " done", nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whatIsOverSoonSaysNothing() {
        try (Progress progress = progress(Progress.Style.BAR, 10)) {
            progress.at(5);
            pass(Duration.ofMillis(100));
            progress.at(10);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aBarIsDrawnOverItselfAndWipedAway() {
        try (Progress progress = progress(Progress.Style.BAR, 1000)) {
            pass(Duration.ofSeconds(1));
            progress.at(500);
            progress.at(501);
            pass(Duration.ofSeconds(1));
            progress.at(2000);
        }
        String half = "\r[" + "#".repeat(15) + ".".repeat(15) + "] 50% 500 done";
        String full = "\r[" + "#".repeat(30) + "] 100% 2000 done";
        assertThat(err.toString()).isEqualTo(half + full + "\r" + " ".repeat(full.length() - 1) + "\r");
    }

    @Test
    void whereThereIsNoTerminalALineComesNowAndThen() {
        try (Progress progress = progress(Progress.Style.LINES, 0)) {
            for (int i = 0; i < 12; i++) {
                pass(Duration.ofSeconds(1));
                progress.step();
            }
        }
        assertThat(err.toString().lines()).containsExactly("5 done", "10 done");
    }
}
