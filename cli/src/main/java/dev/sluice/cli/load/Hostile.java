package dev.sluice.cli.load;

import java.util.Locale;

/**
 * What nobody should send, and what must neither restart the job nor hide a planted stream. Beside the load come records at a rate
 * ({@link HostileRecords}); {@link #DUPLICATES}, {@link #REVERSAL}, {@link #LATE} and {@link #CLOCK_SKEW} change how the load
 * itself arrives ({@link Delivery}).
 */
public enum Hostile {
    MALFORMED_JSON("JSON that is cut off, no object, or deeper than a reader follows, on every topic of events"),
    WRONG_TYPES("fields of the wrong type, missing fields, unknown values"),
    NULL_KEY("records without a key"),
    EMPTY_VALUE("records without a value, or with one of no bytes"),
    HUGE_VALUE("values of nearly 9 MiB, the largest that the broker takes, and one of 10 MB"),
    GZIP_BOMB("gzip of many zeros as value, and values of 64 MiB that Kafka compressed to a thousandth"),
    BROKEN_IMAGES("pictures that are cut off, random, of another type, of no or enormous size, animated, CMYK, 16 bit,"
            + " with enormous metadata"),
    BAD_SIGNATURES("signatures with a bad, an all-zero or no hash, of the wrong key, or enormous"),
    HUGE_CHAT("chat messages of 1 MB"),
    COMBINING_MARKS("chat messages of 20,000 combining marks"),
    HOT_STREAM("one harmless stream of 1,000 frames a second"),
    CHAT_FLOOD("2,000 chat messages a second in one room"),
    DUPLICATES("every record of the load ten times"),
    REVERSAL("frames of each stream in reverse order, 5 s at a time"),
    LATE("events whose times lie an hour back"),
    CLOCK_SKEW("publishers whose clocks are a day ahead or behind");

    private final String what;

    Hostile(String what) {
        this.what = what;
    }

    /** A few words for a person. */
    public String what() {
        return what;
    }

    /** As the command line spells it, such as {@code huge-chat}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
