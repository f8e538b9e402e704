package dev.sluice.signature.list;

import dev.sluice.event.SignatureEvent;

/** One result of reading a list. */
public sealed interface ListEntry {
    /**
     * A signature, or one chunk of a long one.
     *
     * @param key under which it belongs on the topic of signatures
     */
    record Entry(String key, SignatureEvent signature) implements ListEntry {}

    /** The list takes a signature back. */
    record Tombstone(String key) implements ListEntry {}

    /**
     * An entry that could not be used; the next one is read as if it were not there.
     *
     * @param at where it stands, such as {@code line 12}
     * @param message what was wrong and what was expected; never the entry's content
     */
    record Quarantined(String at, Reason reason, String message) implements ListEntry {}

    /** Why an entry could not be used. */
    enum Reason {
        /** Not 64 hexadecimal digits, or not in the case that the format prescribes. */
        BAD_HASH,
        /** Below PDQ's quality gate: it would match anything. */
        LOW_QUALITY,
        /** Not 128 one-bits: a blank picture, or no PDQ hash at all; or the digest of an empty file. */
        DEGENERATE,
        /** PhotoDNA, TMK and whatever else is neither a PDQ hash nor an MD5, SHA-1 or SHA-256: signatures cannot hold it. */
        UNSUPPORTED_ALGORITHM,
        MISSING_FIELD,
        WRONG_TYPE,
        OUT_OF_RANGE,
        /** A video's frame before its predecessor. */
        OUT_OF_ORDER,
        /** A line or record beyond its bound. */
        TOO_LARGE,
        /** The document's syntax ends here, and with it what can be read. */
        BROKEN
    }
}
