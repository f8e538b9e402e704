package dev.sluice.signature.list;

import java.util.regex.Pattern;

/**
 * A fingerprint's quality as a text gives it.
 *
 * @param whole whether the text is a whole number
 */
record Quality(boolean whole, int value) {
    /** The format does not tell. */
    static final Quality UNSTATED = new Quality(true, Intake.UNSTATED_QUALITY);

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");

    static Quality parse(String text) {
        String digits = text.strip();
        return WHOLE.matcher(digits).matches() ? new Quality(true, Integer.parseInt(digits)) : new Quality(false, -1);
    }
}
