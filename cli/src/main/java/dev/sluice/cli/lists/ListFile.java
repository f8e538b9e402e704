package dev.sluice.cli.lists;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.MediaFile;
import dev.sluice.signature.list.ImportReport;
import dev.sluice.signature.list.ImportTally;
import dev.sluice.signature.list.ListEntry;
import dev.sluice.signature.list.ListFormat;
import dev.sluice.signature.list.ListOrigin;
import dev.sluice.signature.list.SignatureListReader;
import dev.sluice.signature.list.UnusableListException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A file with a signature list.
 *
 * @param format the list's; empty to tell it by the content
 */
public record ListFile(Path path, Optional<ListFormat> format) {
    /** Receives what a list yields. */
    public interface Visitor {
        void result(ListEntry result) throws CommandException;
    }

    /**
     * Tells the format.
     *
     * @throws CommandException if the file cannot be read, or is no list that can become signatures
     */
    public ListFormat detect() throws CommandException {
        try (SignatureListReader reader = open(Files.newInputStream(path), "any", "any", Instant.EPOCH)) {
            return reader.format();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Shows all that it holds, one result at a time. */
    public ImportReport read(String bank, String source, Instant addedAt, Visitor visitor) throws CommandException {
        return read(bank, source, addedAt, visitor, bytes -> {});
    }

    /** The same, and tells after each result up to which byte the file was read. */
    public ImportReport read(String bank, String source, Instant addedAt, Visitor visitor, LongConsumer reached)
            throws CommandException {
        ImportTally tally = new ImportTally();
        try (FileChannel file = FileChannel.open(path);
                SignatureListReader reader = open(Channels.newInputStream(file), bank, source, addedAt)) {
            for (Optional<ListEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                tally.add(next.get());
                visitor.result(next.get());
                reached.accept(file.position());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return tally.report();
    }

    /** Its size, 0 if that cannot be told. */
    public long bytes() {
        return path.toFile().length();
    }

    private SignatureListReader open(InputStream in, String bank, String source, Instant addedAt)
            throws IOException, CommandException {
        ListOrigin origin = new ListOrigin(bank, source, addedAt, MediaFile.idOf(path));
        try {
            return SignatureListReader.open(in, format, origin);
        } catch (UnusableListException e) {
            throw new CommandException(path + ": " + e.getMessage(), e);
        }
    }

    private CommandException unreadable(IOException cause) {
        return new CommandException(
                (cause instanceof NoSuchFileException ? "no such file: " : "cannot read ") + path, cause);
    }
}
