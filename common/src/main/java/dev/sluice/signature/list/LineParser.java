package dev.sluice.signature.list;

import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** A list with one entry per line. Blank lines and those that begin with # are passed over. */
final class LineParser implements ListParser {
    /** A line of metadata is a few hundred bytes; chosen. */
    private static final int LONGEST = 1 << 16;

    private final Lines lines;
    private final int longest;
    private final Syntax syntax;

    LineParser(InputStream in, Syntax syntax) {
        this(in, LONGEST, syntax);
    }

    /** @param longest most bytes in one line */
    LineParser(InputStream in, int longest, Syntax syntax) {
        this.lines = new Lines(in, longest);
        this.longest = longest;
        this.syntax = syntax;
    }

    /** What a line says. */
    interface Syntax {
        void read(String line, String at, Consumer<ListEntry> out);

        /** After the last line. */
        default void end(Consumer<ListEntry> out) {}
    }

    @Override
    public boolean advance(Consumer<ListEntry> out) throws IOException {
        Optional<Lines.Line> next = lines.next();
        if (next.isEmpty()) {
            syntax.end(out);
            return false;
        }
        Lines.Line line = next.get();
        if (line.tooLong()) {
            out.accept(new Quarantined(
                    line.at(), Reason.TOO_LARGE, "too long: expected at most " + longest + " bytes in a line"));
        } else if (!line.text().isEmpty() && line.text().charAt(0) != '#') {
            syntax.read(line.text(), line.at(), out);
        }
        return true;
    }
}
