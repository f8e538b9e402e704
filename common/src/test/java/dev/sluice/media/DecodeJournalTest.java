package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeJournalTest {
    private static final String KILLER = "a".repeat(64);
    private static final String HARMLESS = "b".repeat(64);

    @TempDir
    private Path folder;

    /** A process that dies in its decoder as native code does: without a last word. */
    static final class Dying {
        private Dying() {}

        public static void main(String... arguments) throws IOException {
            DecodeJournal journal = DecodeJournal.open(Path.of(arguments[0]), Instant.now());
            for (String frame : List.of(HARMLESS, KILLER)) {
                if (journal.isSuspect(frame)) {
                    System.out.println("refused " + frame);
                    continue;
                }
                journal.begin(frame);
                if (frame.equals(KILLER)) {
                    Runtime.getRuntime().halt(134);
                }
                journal.done();
                System.out.println("decoded " + frame);
            }
            journal.close();
        }
    }

    @Test
    void aFrameThatKillsTheProcessIsRefusedByTheNextOneAndTheOthersAreDecoded() throws Exception {
        assertThat(run()).containsExactly("decoded " + HARMLESS, "exit 134");
        assertThat(run()).containsExactly("decoded " + HARMLESS, "refused " + KILLER, "exit 0");
        assertThat(run()).as("again").contains("refused " + KILLER);
    }

    @Test
    void aJournalThatIsClosedLeavesNothingAndALiveOneIsNotSuspected() throws Exception {
        try (DecodeJournal one = DecodeJournal.open(folder, Instant.now())) {
            one.begin(HARMLESS);
            try (DecodeJournal other = DecodeJournal.open(folder, Instant.now())) {
                assertThat(other.isSuspect(HARMLESS)).isFalse();
            }
            one.done();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void allWhoOpenAtOnceLearnOfTheSuspect() throws Exception {
        ExecutorService tasks = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                Path place = Files.createDirectory(folder.resolve("round-" + round));
                // Of no process that lives, and of long ago: a mapped file's time may be that of its opening.
                Path left = Files.writeString(place.resolve("1-1-x.frame"), KILLER);
                Files.setLastModifiedTime(
                        left, FileTime.from(Instant.now().minus(DecodeJournal.SUSPECTED.multipliedBy(2))));
                List<Callable<Boolean>> opening = Collections.nCopies(4, () -> {
                    try (DecodeJournal journal = DecodeJournal.open(place, Instant.now())) {
                        return journal.isSuspect(KILLER);
                    }
                });
                for (Future<Boolean> suspected : tasks.invokeAll(opening)) {
                    assertThat(suspected.get()).as("round %d", round).isTrue();
                }
            }
        } finally {
            tasks.shutdown();
        }
    }

    @Test
    void suspectsExpireAndAreBounded() throws Exception {
        Instant now = Instant.now();
        for (int i = 0; i < DecodeJournal.MOST_SUSPECTS + 5; i++) {
            Path suspect = Files.createFile(folder.resolve("suspect-" + String.format("%064x", i)));
            Files.setLastModifiedTime(suspect, FileTime.from(now.minusSeconds(i)));
        }
        Path old = Files.createFile(folder.resolve("suspect-" + KILLER));
        Files.setLastModifiedTime(
                old, FileTime.from(now.minus(DecodeJournal.SUSPECTED).minusSeconds(1)));

        try (DecodeJournal journal = DecodeJournal.open(folder, now)) {
            assertThat(journal.isSuspect(KILLER)).isFalse();
            assertThat(journal.isSuspect(String.format("%064x", 3))).isTrue();
            assertThat(journal.isSuspect(String.format("%064x", DecodeJournal.MOST_SUSPECTS + 2)))
                    .as("the oldest")
                    .isFalse();
        }
    }

    private List<String> run() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Dying.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("decoded") || line.startsWith("refused"))
                .toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Stream.concat(lines.stream(), Stream.of("exit " + process.exitValue()))
                .toList();
    }
}
