package dev.sluice.signature.list;

import java.io.IOException;
import java.util.function.Consumer;

/** One format's way through its input. */
interface ListParser {
    /**
     * Reads on by a line or a record.
     *
     * @param out receives what that completed: nothing, one result or a few
     * @return false at the end
     * @throws IOException if the input cannot be read; never because of what it holds
     */
    boolean advance(Consumer<ListEntry> out) throws IOException;
}
