package dev.sluice.media;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Remembers on local disk which frame is in the decoder, so that a frame that crashes the process, native code and all, is not
 * decoded again after the restart, and again.
 *
 * <p>One file per decoder, named for its process, holds the SHA-256 of the frame in work; it is mapped, so that it outlives the
 * process without a write per frame. Whoever opens a journal in the same folder later turns the files of dead processes
 * into suspects. A process that ends for another reason makes the few frames that it had in work suspects, too. Used by one
 * thread.
 */
public final class DecodeJournal implements AutoCloseable {
    /** Chosen; each is an empty file. The oldest go first. */
    static final int MOST_SUSPECTS = 1000;
    /** A frame that crashed a decoder is hardly sent again later than this. */
    static final Duration SUSPECTED = Duration.ofDays(1);

    private static final int DIGITS = 64;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern OWN = Pattern.compile("(\\d+)-(\\d+)-.*\\.frame");
    private static final String SUSPECT = "suspect-";

    private final Path file;
    private final MappedByteBuffer inWork;
    private final Set<String> suspects;

    private DecodeJournal(Path file, MappedByteBuffer inWork, Set<String> suspects) {
        this.file = file;
        this.inWork = inWork;
        this.suspects = suspects;
    }

    /**
     * Opens a journal, and reads what processes that died in the decoder left behind.
     *
     * @param folder is made if it is missing; local, and the same after a restart
     * @param now expires old suspects
     * @throws IOException if the folder cannot be written
     */
    public static DecodeJournal open(Path folder, Instant now) throws IOException {
        Files.createDirectories(folder);
        Set<String> suspects = suspects(folder, now);
        ProcessHandle self = ProcessHandle.current();
        Path file = Files.createTempFile(folder, self.pid() + "-" + startMillis(self) + "-", ".frame");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new DecodeJournal(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, DIGITS), suspects);
        }
    }

    /** Whether a frame was in a decoder when its process died. */
    public boolean isSuspect(String sha256) {
        return suspects.contains(sha256);
    }

    /** From now on this frame is in the decoder, until {@link #done}. */
    public void begin(String sha256) {
        inWork.put(0, sha256.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** No frame is in the decoder. */
    public void done() {
        inWork.put(0, (byte) 0);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private static Set<String> suspects(Path folder, Instant now) throws IOException {
        for (Path path : files(folder)) {
            Matcher own = OWN.matcher(path.getFileName().toString());
            if (own.matches() && !isAlive(Long.parseLong(own.group(1)), Long.parseLong(own.group(2)))) {
                suspect(path, now);
            }
        }
        // Looked for anew: all tasks of a process open theirs at once, and any of them may have been the first.
        List<Path> known = new ArrayList<>(files(folder));
        known.removeIf(path -> !path.getFileName().toString().startsWith(SUSPECT));
        known.sort(Comparator.comparing(DecodeJournal::modified).reversed());
        Set<String> suspects = new HashSet<>();
        for (Path path : known) {
            if (suspects.size() < MOST_SUSPECTS && modified(path).isAfter(now.minus(SUSPECTED))) {
                suspects.add(path.getFileName().toString().substring(SUSPECT.length()));
            } else {
                Files.deleteIfExists(path);
            }
        }
        return suspects;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Turns a dead process's file into a suspect, if a frame was in work. */
    private static void suspect(Path left, Instant now) throws IOException {
        try {
            String sha256 = Files.readString(left, StandardCharsets.ISO_8859_1);
            if (!SHA256.matcher(sha256).matches()) {
                Files.deleteIfExists(left);
                return;
            }
            // Before its name changes: writing to mapped memory does not touch the time on every file system.
            Files.setLastModifiedTime(left, FileTime.from(now));
            Files.move(left, left.resolveSibling(SUSPECT + sha256), StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            // Another task took it.
        }
    }

    private static boolean isAlive(long pid, long startMillis) {
        return ProcessHandle.of(pid)
                // A number is given again; in a container it is the same after every restart.
                .filter(process -> startMillis(process) == startMillis)
                .isPresent();
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static Instant modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}
