package dev.sluice.text;

import java.util.Arrays;

/** What patterns see of a message: folded to plain letters, with its punctuation, and where each character came from. */
final class PatternText {
    private static final CharacterFolding FOLDING = CharacterFolding.TABLE;
    private static final int FULL_WIDTH_FIRST = 0xFF01;
    private static final int FULL_WIDTH_LAST = 0xFF5E;
    private static final int FULL_WIDTH_TO_ASCII = 0xFEE0;

    private final StringBuilder folded = new StringBuilder();
    private int[] start;
    private int[] end;
    private byte lastGroup = CharacterFolding.OTHER;

    PatternText(String text) {
        start = new int[text.length() + 2];
        end = new int[text.length() + 2];
        int next;
        int codePoints = 0;
        for (int at = 0;
                at < text.length()
                        && codePoints++ < FoldedText.MOST_CODE_POINTS
                        && folded.length() < FoldedText.MOST_LETTERS;
                at = next) {
            int codePoint = text.codePointAt(at);
            next = at + Character.charCount(codePoint);
            switch (FOLDING.kind(codePoint)) {
                case CharacterFolding.IGNORED -> {}
                case CharacterFolding.SPACE -> append(' ', CharacterFolding.OTHER, at, next);
                case CharacterFolding.SEPARATOR -> append(narrow(codePoint), CharacterFolding.LEET, at, next);
                case CharacterFolding.MARK -> mark(codePoint, at, next);
                default -> letters(codePoint, at, next);
            }
        }
    }

    static int narrow(int codePoint) {
        return codePoint >= FULL_WIDTH_FIRST && codePoint <= FULL_WIDTH_LAST
                ? codePoint - FULL_WIDTH_TO_ASCII
                : codePoint;
    }

    private void mark(int codePoint, int from, int to) {
        if (FOLDING.plain(codePoint) != 0 && !CharacterFolding.dropsMarks(lastGroup)) {
            append(FOLDING.plain(codePoint), lastGroup, from, to);
        }
    }

    private void letters(int codePoint, int from, int to) {
        if (FOLDING.isSingle(codePoint)) {
            append(FOLDING.plain(codePoint), FOLDING.group(codePoint), from, to);
            return;
        }
        for (CharacterFolding.Unit unit : FOLDING.units(codePoint)) {
            append(unit.plain() == 0 ? ' ' : unit.plain(), unit.group(), from, to);
        }
    }

    private void append(int codePoint, byte group, int from, int to) {
        int before = folded.length();
        folded.appendCodePoint(codePoint);
        if (folded.length() > start.length) {
            start = Arrays.copyOf(start, folded.length() * 2);
            end = Arrays.copyOf(end, folded.length() * 2);
        }
        Arrays.fill(start, before, folded.length(), from);
        Arrays.fill(end, before, folded.length(), to);
        lastGroup = group;
    }

    String folded() {
        return folded.toString();
    }

    /** Where a character of the folded text begins in the message. */
    int start(int at) {
        return start[at];
    }

    /** Where a character of the folded text ends in the message. */
    int end(int at) {
        return end[at];
    }
}
