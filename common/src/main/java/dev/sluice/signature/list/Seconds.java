package dev.sluice.signature.list;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A time into a video as lists write it: decimal, or with an exponent as in {@code 1.23e+03}. */
final class Seconds {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{0,20})?([eE][+-]?[0-9]{1,2})?");
    private static final long LONGEST_MILLIS = 1000L * 60 * 60 * 24 * 30;

    private Seconds() {}

    /** In milliseconds; empty if the text is no time within 30 days. */
    static OptionalLong millis(String text) {
        String number = text.strip();
        if (!NUMBER.matcher(number).matches()) {
            return OptionalLong.empty();
        }
        double millis = Double.parseDouble(number) * 1000;
        return millis <= LONGEST_MILLIS ? OptionalLong.of(Math.round(millis)) : OptionalLong.empty();
    }
}
