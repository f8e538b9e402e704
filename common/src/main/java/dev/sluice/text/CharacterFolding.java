package dev.sluice.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each code point stands for: a table, so that a message costs one look-up per code point, whatever is in it.
 *
 * <p>Two readings of a letter: <i>plain</i> (NFKC_Casefold, decomposed, marks dropped; simplified Chinese; one form of
 * Arabic letters; ASCII digits) and <i>key</i> (in addition the skeleton of Unicode TR 39 where that is a Latin letter,
 * own additions to it, digits and symbols as the letters they stand for, and i = l, v = w). Equal plain text has equal
 * keys; a search by key finds candidates, which plain text then tests.
 *
 * <p>NFKC_Casefold of a string is that of its code points but for the order and composition of marks. Marks are dropped
 * or kept as they come, so nothing is lost, and a flood of marks is never sorted.
 */
final class CharacterFolding {
    /** Computed once, on first use, which is when the first reader is built. */
    static final CharacterFolding TABLE = new CharacterFolding();

    // Kinds.
    static final byte IGNORED = 0;
    static final byte SPACE = 1;
    static final byte SEPARATOR = 2;
    static final byte WORD = 3;
    static final byte MARK = 4;
    /** A separator that may stand for a letter: {@code @}, squared letters. */
    static final byte SYMBOL = 5;

    // Groups.
    static final byte OTHER = 0;
    static final byte LATIN = 1;
    static final byte GREEK = 2;
    static final byte CYRILLIC = 3;
    static final byte SEMITIC = 4;
    static final byte DIGIT = 5;
    /** ASCII symbols in place of letters. */
    static final byte LEET = 6;
    /** Scripts without gaps between words. */
    static final byte UNSPACED = 7;

    static final int SIZE = 0x20000;
    private static final int TAGS = 0xE0000;

    /** Pairs of a digit or symbol and the letter it stands for. */
    private static final String STANDS_FOR = "0o 1i 3e 4a 5s 7t 8b 9g @a $s !i |i +t ¡i €e £i ¥y ¢c";

    /**
     * Pairs of a letter and the Latin one it looks like, which the skeleton of TR 39 leaves or maps to something else:
     * small capitals, Cyrillic and Greek whose capitals or shapes are alike, Armenian, currency signs.
     */
    private static final String ALIKE =
            "ĸk ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ɛe ɜe ɑa ɡg ıi ȷj "
                    + "вb кk мm нh тt гr пn яr дa иn уy хx аa еe оo рp сc іi јj ѕs ьb "
                    + "φo εe κk τt χx ηn ωw νv βb μu σo θo λa "
                    + "ևu հh ոn սu օo ղn քp "
                    + "₿b ₭k ₮t ₳a ₲g ₦n ₩w ₱p";

    /** Letters of Cyrillic and Greek that show no language, since a Latin letter looks the same. */
    private static final String AMBIGUOUS = "авекмнорстухіјѕԁӏһԛԝьαβγεηικνορτυχ";

    private final byte[] kind = new byte[SIZE];
    private final byte[] group = new byte[SIZE];
    /** A code point; or, below zero, the complement of a place in {@link #longer}. */
    private final int[] plain = new int[SIZE];

    private final int[] key = new int[SIZE];
    private final List<Unit[]> longer = new ArrayList<>();

    /** One letter of what a code point stands for; a plain of 0 is a gap. */
    record Unit(int plain, int key, byte group) {
        static final Unit GAP = new Unit(0, 0, OTHER);

        boolean isGap() {
            return plain == 0;
        }
    }

    private CharacterFolding() {
        Builder builder = new Builder();
        for (int codePoint = 0; codePoint < SIZE; codePoint++) {
            kind[codePoint] = builder.kind(codePoint);
            switch (kind[codePoint]) {
                case WORD, SYMBOL -> put(codePoint, builder.units(codePoint));
                case MARK -> put(codePoint, List.of(builder.mark(codePoint)));
                default -> {}
            }
            if (kind[codePoint] == WORD && plain[codePoint] == 0) {
                kind[codePoint] = SEPARATOR;
            } else if (kind[codePoint] == WORD && plain[codePoint] > 0 && Builder.isMark(plain[codePoint])) {
                // The narrow voicing marks of Japanese are letters to Unicode.
                kind[codePoint] = MARK;
            }
        }
    }

    private void put(int codePoint, List<Unit> units) {
        if (units.isEmpty()) {
            return;
        }
        Unit first = units.get(0);
        group[codePoint] = first.group();
        if (units.size() == 1) {
            plain[codePoint] = first.plain();
            key[codePoint] = first.key();
        } else {
            plain[codePoint] = ~longer.size();
            longer.add(units.toArray(Unit[]::new));
        }
    }

    byte kind(int codePoint) {
        if (codePoint < SIZE) {
            return kind[codePoint];
        }
        if (codePoint >= TAGS) {
            return codePoint < TAGS + 0x1000 ? IGNORED : SEPARATOR;
        }
        return WORD;
    }

    /** Whether it stands for one letter, which {@link #plain}, {@link #key} and {@link #group} then give. */
    boolean isSingle(int codePoint) {
        return codePoint >= SIZE || plain[codePoint] >= 0;
    }

    int plain(int codePoint) {
        return codePoint < SIZE ? plain[codePoint] : codePoint;
    }

    int key(int codePoint) {
        return codePoint < SIZE ? key[codePoint] : codePoint;
    }

    /** Above the table lie only more Chinese characters. */
    byte group(int codePoint) {
        return codePoint < SIZE ? group[codePoint] : UNSPACED;
    }

    Unit[] units(int codePoint) {
        return longer.get(~plain[codePoint]);
    }

    /** Marks are dropped on these; on others they are letters, as in Devanagari or Thai. */
    static boolean dropsMarks(byte group) {
        return group != OTHER && group != UNSPACED;
    }

    /** Whether a letter of these scripts shows that its writer means the script: no Latin letter looks like it. */
    static boolean isGenuine(int plain, byte group) {
        return (group == CYRILLIC || group == GREEK) && AMBIGUOUS.indexOf(plain) < 0;
    }

    /** What is needed to fill the table, and not after. */
    private static final class Builder {
        private final Normalizer2 casefold = Normalizer2.getNFKCCasefoldInstance();
        private final Normalizer2 decomposed = Normalizer2.getNFDInstance();
        private final SpoofChecker spoofChecker = new SpoofChecker.Builder().build();
        private final Transliterator simplifier = Transliterator.getInstance("Traditional-Simplified");
        private final Map<Integer, Integer> alike = new HashMap<>();
        private final Map<Integer, Integer> leet = new HashMap<>();

        Builder() {
            pair(STANDS_FOR, leet);
            pair(ALIKE, alike);
            for (int i = 0; i < 26; i++) {
                for (int block : new int[] {0x1F130, 0x1F150, 0x1F170, 0x1F1E6}) {
                    alike.put(block + i, 'a' + i);
                }
            }
        }

        private static void pair(String pairs, Map<Integer, Integer> map) {
            for (String pair : pairs.split(" ", -1)) {
                map.put(pair.codePointAt(0), (int) pair.charAt(pair.length() - 1));
            }
        }

        byte kind(int codePoint) {
            int type = UCharacter.getType(codePoint);
            if (UCharacter.isUWhiteSpace(codePoint) || codePoint == 0x2800) {
                return SPACE;
            }
            if (isInvisible(codePoint)) {
                return IGNORED;
            }
            return switch (type) {
                case UCharacterCategory.CONTROL, UCharacterCategory.FORMAT -> IGNORED;
                case UCharacterCategory.NON_SPACING_MARK,
                        UCharacterCategory.ENCLOSING_MARK,
                        UCharacterCategory.COMBINING_SPACING_MARK -> MARK;
                case UCharacterCategory.UPPERCASE_LETTER,
                        UCharacterCategory.LOWERCASE_LETTER,
                        UCharacterCategory.TITLECASE_LETTER,
                        UCharacterCategory.OTHER_LETTER,
                        UCharacterCategory.DECIMAL_DIGIT_NUMBER,
                        UCharacterCategory.LETTER_NUMBER -> WORD;
                case UCharacterCategory.MODIFIER_LETTER -> isApostrophe(codePoint) ? SEPARATOR : WORD;
                case UCharacterCategory.UNASSIGNED, UCharacterCategory.SURROGATE, UCharacterCategory.PRIVATE_USE ->
                    SEPARATOR;
                default -> units(codePoint).isEmpty() ? SEPARATOR : SYMBOL;
            };
        }

        /** Default-ignorables, and the stretcher of Arabic, which is a letter to Unicode. */
        private static boolean isInvisible(int codePoint) {
            return codePoint == 0x0640
                    || codePoint == 0x07FA
                    || UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        }

        /** Spacing modifiers that fold to no letter, such as U+02BC, stand where an apostrophe does. */
        private boolean isApostrophe(int codePoint) {
            return codePoint >= 0x2B0
                    && codePoint <= 0x2FF
                    && casefold.normalize(Character.toString(codePoint)).codePointAt(0) == codePoint;
        }

        /** A mark of a script is a letter of it; others, and those that strike letters through, hold nothing. */
        Unit mark(int codePoint) {
            boolean kana = codePoint == 0x3099 || codePoint == 0x309A;
            int script = UScript.getScript(codePoint);
            if (!kana && (script == UScript.INHERITED || script == UScript.COMMON)) {
                return Unit.GAP;
            }
            return new Unit(codePoint, codePoint, group(codePoint));
        }

        /** Empty for what holds neither letter nor digit. */
        List<Unit> units(int codePoint) {
            if (leet.containsKey(codePoint) && !UCharacter.isDigit(codePoint)) {
                return List.of(new Unit(codePoint, leet.get(codePoint), LEET));
            }
            if (alike.containsKey(codePoint) && !UCharacter.isLetter(codePoint)) {
                return List.of(new Unit(codePoint, latinKey(alike.get(codePoint)), LATIN));
            }
            List<Unit> units = new ArrayList<>();
            String folded = decomposed.normalize(casefold.normalize(Character.toString(codePoint)));
            byte base = OTHER;
            for (int part : folded.codePoints().toArray()) {
                if (isInvisible(part)) {
                    continue;
                }
                if (part == 'æ' || part == 'œ') {
                    units.add(unit(part == 'æ' ? 'a' : 'o'));
                    units.add(unit('e'));
                } else if (isWordPart(part)) {
                    Unit unit = unit(part);
                    base = unit.group();
                    units.add(unit);
                } else if (isMark(part)) {
                    Unit mark = mark(part);
                    if (!mark.isGap() && !dropsMarks(base)) {
                        units.add(mark);
                    }
                } else if (!units.isEmpty() && !units.get(units.size() - 1).isGap()) {
                    units.add(Unit.GAP);
                }
            }
            if (!units.isEmpty() && units.get(units.size() - 1).isGap()) {
                units.remove(units.size() - 1);
            }
            return units;
        }

        private boolean isWordPart(int codePoint) {
            int type = UCharacter.getType(codePoint);
            return type == UCharacterCategory.LETTER_NUMBER
                    || (UCharacter.isLetterOrDigit(codePoint)
                            && !(type == UCharacterCategory.MODIFIER_LETTER && isApostrophe(codePoint)));
        }

        private static boolean isMark(int codePoint) {
            int type = UCharacter.getType(codePoint);
            return type == UCharacterCategory.NON_SPACING_MARK
                    || type == UCharacterCategory.ENCLOSING_MARK
                    || type == UCharacterCategory.COMBINING_SPACING_MARK;
        }

        private Unit unit(int folded) {
            int digit = UCharacter.digit(folded, 10);
            if (digit >= 0 && UCharacter.isDigit(folded)) {
                int ascii = '0' + digit;
                return new Unit(ascii, leet.getOrDefault(ascii, ascii), DIGIT);
            }
            byte group = group(folded);
            int plain =
                    switch (group) {
                        case SEMITIC -> unifyArabic(folded);
                        case UNSPACED -> simplify(folded);
                        default -> folded;
                    };
            return new Unit(plain, group == SEMITIC || group == UNSPACED ? plain : key(plain), group);
        }

        /** Letters that writers of Arabic, Persian and Urdu put for one another. */
        private static int unifyArabic(int codePoint) {
            return switch (codePoint) {
                case 0x0671 -> 0x0627;
                case 0x0649, 0x06CC, 0x06D2 -> 0x064A;
                case 0x0629, 0x06C1, 0x06BE, 0x06D5 -> 0x0647;
                case 0x06A9 -> 0x0643;
                default -> codePoint;
            };
        }

        /**
         * Until nothing changes: some characters are the traditional form of one that itself has a simplified form. A few
         * are each other's; the lower one then stands for both.
         */
        private int simplify(int codePoint) {
            if (UScript.getScript(codePoint) != UScript.HAN) {
                return codePoint;
            }
            int before = codePoint;
            int simplified = simplifiedOnce(before);
            while (simplified != before && simplifiedOnce(simplified) != before) {
                before = simplified;
                simplified = simplifiedOnce(before);
            }
            return Math.min(before, simplified);
        }

        private int simplifiedOnce(int codePoint) {
            String simplified = simplifier.transliterate(Character.toString(codePoint));
            return simplified.codePointCount(0, simplified.length()) == 1 ? simplified.codePointAt(0) : codePoint;
        }

        private int key(int plain) {
            if (plain < 0x80) {
                return latinKey(plain);
            }
            Integer own = alike.get(plain);
            if (own != null) {
                return latinKey(own);
            }
            if (!hasLookAlikes(plain)) {
                return plain;
            }
            String skeleton =
                    decomposed.normalize(casefold.normalize(spoofChecker.getSkeleton(Character.toString(plain))));
            StringBuilder letters = new StringBuilder();
            skeleton.codePoints()
                    .filter(part -> !isMark(part))
                    .map(part -> alike.getOrDefault(part, part))
                    .forEach(letters::appendCodePoint);
            String latin = letters.toString();
            if (latin.equals("rn")) {
                return 'm';
            }
            if (latin.equals("vv")) {
                return latinKey('w');
            }
            boolean isLetter =
                    latin.length() == 1 && UCharacter.isLetterOrDigit(latin.charAt(0)) && latin.charAt(0) < 0x80;
            return isLetter ? latinKey(leet.getOrDefault((int) latin.charAt(0), (int) latin.charAt(0))) : plain;
        }

        /** TR 39 would map letters of Arabic to Latin ones too, which tells nothing: nobody can write a word with them. */
        private static boolean hasLookAlikes(int codePoint) {
            return switch (UScript.getScript(codePoint)) {
                case UScript.LATIN,
                        UScript.GREEK,
                        UScript.CYRILLIC,
                        UScript.ARMENIAN,
                        UScript.CHEROKEE,
                        UScript.LISU,
                        UScript.COPTIC,
                        UScript.CANADIAN_ABORIGINAL,
                        UScript.DESERET,
                        UScript.COMMON -> true;
                default -> false;
            };
        }

        private static int latinKey(int letter) {
            return switch (letter) {
                case 'l' -> 'i';
                case 'w' -> 'v';
                default -> letter;
            };
        }

        private static byte group(int codePoint) {
            return switch (UScript.getScript(codePoint)) {
                case UScript.LATIN -> LATIN;
                case UScript.GREEK -> GREEK;
                case UScript.CYRILLIC -> CYRILLIC;
                case UScript.ARABIC, UScript.HEBREW -> SEMITIC;
                case UScript.HAN,
                        UScript.HIRAGANA,
                        UScript.KATAKANA,
                        UScript.HANGUL,
                        UScript.BOPOMOFO,
                        UScript.THAI,
                        UScript.LAO,
                        UScript.KHMER,
                        UScript.MYANMAR,
                        UScript.TIBETAN -> UNSPACED;
                default -> isKanaMark(codePoint) ? UNSPACED : OTHER;
            };
        }

        /** The voicing marks and the long vowel, which several scripts share. */
        private static boolean isKanaMark(int codePoint) {
            return codePoint == 0x3099 || codePoint == 0x309A || codePoint == 0x30FC;
        }
    }
}
