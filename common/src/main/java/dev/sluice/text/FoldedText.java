package dev.sluice.text;

import java.util.Arrays;

/**
 * A text as a row of letters, each with its plain form, its key, the gap before it and its place in the text. Bounded:
 * of a text the first {@link #MOST_CODE_POINTS}, of what they fold to the first {@link #MOST_LETTERS}.
 */
final class FoldedText {
    static final int MOST_CODE_POINTS = 2000;
    static final int MOST_LETTERS = 4096;
    /** As in the stream-safe text of UAX 15. */
    static final int MOST_MARKS = 30;

    // What lies between a letter and the one before.
    static final byte NONE = 0;
    /** Nothing, but the script changes to or from one without gaps. */
    static final byte SCRIPT = 1;

    static final byte SYMBOLS = 2;
    static final byte WHITE_SPACE = 3;

    /** Spelled-out words: that many short ones in a row are worth a look without their gaps. */
    static final int SHORT_WORDS = 3;

    static final int SHORT_WORD = 2;

    private static final CharacterFolding FOLDING = CharacterFolding.TABLE;

    final String text;
    int size;
    int[] plain;
    int[] key;
    int[] start;
    int[] end;
    byte[] gap;
    byte[] group;

    /** Whether a symbol stands where it may be a letter. */
    boolean hasSymbolLetters;
    /** Whether something looks like words with gaps in them. */
    boolean isSpaced;

    private byte pendingGap = WHITE_SPACE;
    /** Whether the gap holds more than apostrophes. */
    private boolean oddGap;

    private int marks;
    private int wordLength;
    private int shortWords;

    /**
     * @param symbolsAreLetters whether symbols that may stand for letters do, or are gaps
     * @param pictures symbols that are words of their own, since terms hold them
     */
    FoldedText(String text, boolean symbolsAreLetters, Pictures pictures) {
        this.text = text;
        int capacity = Math.min(text.length(), MOST_LETTERS) + 1;
        plain = new int[capacity];
        key = new int[capacity];
        start = new int[capacity];
        end = new int[capacity];
        gap = new byte[capacity];
        group = new byte[capacity];
        fold(symbolsAreLetters, pictures);
        endWord();
    }

    private void fold(boolean symbolsAreLetters, Pictures pictures) {
        int length = text.length();
        int codePoints = 0;
        int next;
        for (int at = 0; at < length && codePoints++ < MOST_CODE_POINTS && size < MOST_LETTERS; at = next) {
            int codePoint = text.codePointAt(at);
            next = at + Character.charCount(codePoint);
            switch (FOLDING.kind(codePoint)) {
                case CharacterFolding.WORD -> letters(codePoint, at, next);
                case CharacterFolding.MARK -> mark(codePoint, at, next);
                case CharacterFolding.SPACE -> gap(WHITE_SPACE, codePoint);
                case CharacterFolding.SYMBOL -> {
                    boolean isLetter = mayBeLetter(codePoint, next);
                    hasSymbolLetters |= isLetter;
                    if (isLetter && symbolsAreLetters) {
                        letters(codePoint, at, next);
                    } else if (pictures.contains(codePoint)) {
                        add(codePoint, codePoint, CharacterFolding.UNSPACED, at, next);
                    } else {
                        gap(SYMBOLS, codePoint);
                    }
                }
                case CharacterFolding.SEPARATOR -> {
                    if (pictures.contains(codePoint)) {
                        add(codePoint, codePoint, CharacterFolding.UNSPACED, at, next);
                    } else {
                        gap(SYMBOLS, codePoint);
                    }
                }
                default -> {}
            }
        }
    }

    /** An exclamation mark ends words more often than it stands for a letter: only what has a letter after it does. */
    private boolean mayBeLetter(int codePoint, int next) {
        return !mostlyPunctuation(codePoint) || letterFollows(next);
    }

    static boolean mostlyPunctuation(int codePoint) {
        return codePoint == '!' || codePoint == '|' || codePoint == '¡';
    }

    private boolean letterFollows(int at) {
        for (int i = at, seen = 0; i < text.length() && seen < MOST_MARKS; seen++) {
            int codePoint = text.codePointAt(i);
            byte kind = FOLDING.kind(codePoint);
            if (kind == CharacterFolding.WORD) {
                return true;
            }
            if (kind != CharacterFolding.SYMBOL && kind != CharacterFolding.IGNORED && kind != CharacterFolding.MARK) {
                return false;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }

    private void letters(int codePoint, int from, int to) {
        marks = 0;
        if (FOLDING.isSingle(codePoint)) {
            add(FOLDING.plain(codePoint), FOLDING.key(codePoint), FOLDING.group(codePoint), from, to);
            return;
        }
        for (CharacterFolding.Unit unit : FOLDING.units(codePoint)) {
            if (unit.isGap()) {
                gap(WHITE_SPACE, ' ');
            } else if (FOLDING.kind(unit.plain()) == CharacterFolding.MARK) {
                // Thai has a letter that begins with a mark; that is one of the letter before.
                mark(unit.plain(), from, to);
            } else if (size < MOST_LETTERS) {
                add(unit.plain(), unit.key(), unit.group(), from, to);
            }
        }
    }

    private void mark(int codePoint, int from, int to) {
        if (++marks > MOST_MARKS) {
            return;
        }
        boolean isLetter = FOLDING.plain(codePoint) != 0;
        if (pendingGap == NONE && size > 0 && (!isLetter || CharacterFolding.dropsMarks(group[size - 1]))) {
            // A mark that is dropped still belongs to its letter's place.
            end[size - 1] = to;
        } else if (isLetter && pendingGap == NONE && size > 0) {
            add(FOLDING.plain(codePoint), FOLDING.key(codePoint), group[size - 1], from, to);
        }
    }

    private void gap(byte kind, int codePoint) {
        marks = 0;
        pendingGap = (byte) Math.max(pendingGap, kind);
        if (kind == SYMBOLS && codePoint != '\'' && codePoint != '’') {
            oddGap = true;
        }
    }

    private void add(int plainForm, int keyForm, byte groupOfIt, int from, int to) {
        if (size == plain.length) {
            grow();
        }
        byte before = pendingGap;
        if (before == NONE
                && size > 0
                && (group[size - 1] == CharacterFolding.UNSPACED) != (groupOfIt == CharacterFolding.UNSPACED)) {
            before = SCRIPT;
        }
        if (before != NONE) {
            endWord();
            isSpaced |= before == SYMBOLS && oddGap && size > 0;
        }
        oddGap = false;
        wordLength++;
        plain[size] = plainForm;
        key[size] = keyForm;
        start[size] = from;
        end[size] = to;
        gap[size] = before;
        group[size++] = groupOfIt;
        pendingGap = NONE;
    }

    private void endWord() {
        if (wordLength == 0) {
            return;
        }
        shortWords = wordLength <= SHORT_WORD ? shortWords + 1 : 0;
        isSpaced |= shortWords >= SHORT_WORDS;
        wordLength = 0;
    }

    private void grow() {
        int capacity = Math.min(MOST_LETTERS, plain.length * 2) + 1;
        plain = Arrays.copyOf(plain, capacity);
        key = Arrays.copyOf(key, capacity);
        start = Arrays.copyOf(start, capacity);
        end = Arrays.copyOf(end, capacity);
        gap = Arrays.copyOf(gap, capacity);
        group = Arrays.copyOf(group, capacity);
    }

    /** Whether a word starts at a letter. */
    boolean startsWord(int letter) {
        return gap[letter] != NONE;
    }

    /** Whether no word goes on at a letter; also true after the last one. */
    boolean endsBefore(int letter) {
        return letter == size || gap[letter] != NONE;
    }
}
