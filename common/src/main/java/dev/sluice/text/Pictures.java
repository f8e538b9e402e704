package dev.sluice.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Arrays;
import java.util.List;

/** The emoji that terms hold: words of their own, where all others are gaps. Immutable. */
final class Pictures {
    static final Pictures NONE = new Pictures(new int[0]);

    private final int[] codePoints;

    private Pictures(int[] codePoints) {
        this.codePoints = codePoints;
    }

    static Pictures in(List<String> terms) {
        return new Pictures(terms.stream()
                .flatMapToInt(String::codePoints)
                .filter(codePoint -> codePoint > 0x7F
                        && UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC)
                        && !UCharacter.isLetterOrDigit(codePoint))
                .distinct()
                .sorted()
                .toArray());
    }

    boolean contains(int codePoint) {
        return codePoints.length > 0 && Arrays.binarySearch(codePoints, codePoint) >= 0;
    }
}
