package dev.sluice.cli.lists;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.cli.show.JsonLines;
import dev.sluice.event.EventCodec;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A list that is written as {@code signatures export --as json} writes it, and {@code signatures import} reads it. */
public final class SignatureFile implements Signatures.Sink, AutoCloseable {
    private final Path file;
    private final BufferedWriter out;
    private final EventCodec codec = new EventCodec();
    private final JsonLines lines = new JsonLines();

    public SignatureFile(Path file) throws CommandException {
        this.file = file;
        try {
            this.out = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void put(String key, SignatureEvent event) throws CommandException {
        byte[] value =
                codec.write(Topic.SIGNATURES, key, key, event, Instant.EPOCH).value();
        try {
            out.write(lines.line(Topic.SIGNATURES, key, value));
            out.write('\n');
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void close() throws CommandException {
        try {
            out.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private CommandException unwritable(IOException cause) {
        return new CommandException("cannot write " + file, cause);
    }
}
