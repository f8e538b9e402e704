package dev.sluice.signature.list;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text, one at a time; what is not UTF-8 is replaced, and what is too long is passed over. */
final class Lines {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final int longest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long number;

    /**
     * @param in buffered
     * @param longest most bytes in one line
     */
    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * @param number from 1
     * @param text stripped; empty if the line is too long
     */
    record Line(long number, String text, boolean tooLong) {
        String at() {
            return "line " + number;
        }
    }

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        bytes.reset();
        long length = 0;
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (++length <= longest) {
                bytes.write(next);
            }
        }
        number++;
        if (length > longest) {
            return Optional.of(new Line(number, "", true));
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
        return Optional.of(new Line(number, (marked ? text.substring(1) : text).strip(), false));
    }
}
