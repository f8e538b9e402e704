package dev.sluice.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Brings a message and a term to the same form: bounded, compatibility-composed, lower case, without invisible
 * characters, with single spaces and no padding punctuation.
 */
public final class TextNormaliser {
    /** Longer messages are cut before anything else looks at them: normalisation of long input is costly. */
    public static final int MOST_CODE_POINTS = 2000;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\s]]|[\\u0640\\ufe00-\\ufe0f]");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private TextNormaliser() {}

    /** The words of the text, each between single spaces, with a space before the first and after the last. */
    public static String normalise(String text) {
        int length = text.codePointCount(0, text.length());
        String bounded =
                length <= MOST_CODE_POINTS ? text : text.substring(0, text.offsetByCodePoints(0, MOST_CODE_POINTS));
        String visible = INVISIBLE.matcher(bounded).replaceAll("");
        String folded = Normalizer.normalize(visible, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return " " + NOT_WORD.matcher(folded).replaceAll(" ").strip() + " ";
    }
}
