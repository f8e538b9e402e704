package dev.sluice.text;

/**
 * A term, folded as messages are, and the test whether it stands at a place of a message. The search by key proposes;
 * this decides, and so knows what an innocent text looks like. Immutable.
 */
final class FoldedTerm {
    /** Shorter ones would be found across the gaps of ordinary words. */
    private static final int FEWEST_COMPACT_LETTERS = 5;

    /** Shorter ones are found as they are written only: too many words look like them. */
    private static final int FEWEST_SKELETON_LETTERS = 3;

    /** From that many on, {@code rn} may stand for m and {@code vv} for w: among shorter words, burn and bum. */
    private static final int FEWEST_PAIR_LETTERS = 5;

    /** A word of look-alikes alone, without a word around it that tells the script, must have that many letters. */
    private static final int FEWEST_LOOKALIKES = 5;

    /** A letter that often in a row is meant once or twice. */
    private static final int ELONGATED = 3;

    /** A Chinese character or Korean syllable says about as much as two letters. */
    private static final int LETTERS_PER_CHARACTER = 2;

    private final int size;
    private final int[] plain;
    private final int[] key;
    private final byte[] group;
    private final boolean[] startsWord;
    private final boolean flagged;
    private final boolean compact;

    /** @param flagged whether it is found across any gaps */
    FoldedTerm(FoldedText folded, boolean flagged) {
        size = folded.size;
        plain = folded.plain;
        key = folded.key;
        group = folded.group;
        startsWord = new boolean[size];
        int letters = 0;
        for (int i = 0; i < size; i++) {
            startsWord[i] = i == 0 || folded.startsWord(i);
            letters += group[i] == CharacterFolding.UNSPACED ? LETTERS_PER_CHARACTER : 1;
        }
        this.flagged = flagged;
        this.compact = flagged || letters >= FEWEST_COMPACT_LETTERS;
    }

    int size() {
        return size;
    }

    boolean isCompact() {
        return compact;
    }

    boolean hasInnerGaps() {
        for (int i = 1; i < size; i++) {
            if (startsWord[i]) {
                return true;
            }
        }
        return false;
    }

    /** Whether it begins where a word must begin; scripts without gaps begin anywhere. */
    boolean isBoundAtStart() {
        return group[0] != CharacterFolding.UNSPACED;
    }

    boolean isBoundAtEnd() {
        return group[size - 1] != CharacterFolding.UNSPACED;
    }

    /** Compares this term with one text, in which its key was found. Not for several threads. */
    final class Alignment {
        private final FoldedText text;
        /** By letter of the term: the text's letter in its place. */
        private final int[] at = new int[size];

        private int end;
        private boolean elongated;
        private boolean paired;
        private boolean joined;
        private int splitsBySpace;
        private boolean split;
        /** Backtracking tries two ways at each repeated letter; a hostile text shall not make it try them all. */
        private int stepsLeft;

        Alignment(FoldedText text) {
            this.text = text;
        }

        /** The letter after the term's last, once {@link #from} has found it. */
        int end() {
            return end;
        }

        /** How the term stands at a letter of the text; null if it does not. */
        Branch from(int letter, boolean acrossGaps) {
            if (isBoundAtStart() ? !text.startsWord(letter) : isInsideCharacter(letter)) {
                return null;
            }
            elongated = false;
            paired = false;
            stepsLeft = 16 * size + 64;
            if (!align(0, letter, acrossGaps)) {
                return null;
            }
            gaps();
            boolean gapped = joined || split;
            if (gapped && !(compact && gapsMayBeMeant())) {
                return null;
            }
            int changed = 0;
            for (int i = 0; i < size; i++) {
                changed += text.plain[at[i]] == plain[i] ? 0 : 1;
            }
            if (changed == 0 && !elongated) {
                return gapped ? Branch.COMPACT : Branch.PLAIN;
            }
            if (size < FEWEST_SKELETON_LETTERS
                    || (paired && size < FEWEST_PAIR_LETTERS)
                    || !lettersMayBeMeant()
                    || !scriptsMayBeMeant()) {
                return null;
            }
            return gapped ? Branch.COMPACT : Branch.SKELETON;
        }

        private boolean align(int i, int letter, boolean acrossGaps) {
            if (i == size) {
                end = letter;
                return isBoundAtEnd() ? text.endsBefore(letter) : !isInsideCharacter(letter);
            }
            if (letter >= text.size || stepsLeft-- <= 0) {
                return false;
            }
            if (!acrossGaps && i > 0 && text.startsWord(letter) && !startsWord[i]) {
                return false;
            }
            at[i] = letter;
            if (isPair(i, letter)) {
                boolean before = paired;
                paired = true;
                if (align(i + 1, letter + 2, acrossGaps)) {
                    return true;
                }
                paired = before;
                at[i] = letter;
            }
            if (!mayBe(i, letter)) {
                return false;
            }
            if (align(i + 1, letter + 1, acrossGaps)) {
                return true;
            }
            int past = pastElongation(i, letter, acrossGaps);
            if (past <= letter + 1) {
                return false;
            }
            boolean before = elongated;
            elongated = true;
            at[i] = letter;
            if (align(i + 1, past, acrossGaps)) {
                return true;
            }
            elongated = before;
            return false;
        }

        /** i and l share a key, and so do v and w: the first are told apart later, the others here. */
        private boolean mayBe(int i, int letter) {
            if (text.plain[letter] == plain[i]) {
                return true;
            }
            if (text.key[letter] != key[i] || group[i] == CharacterFolding.DIGIT || group[i] == CharacterFolding.LEET) {
                return false;
            }
            return key[i] != 'v' || text.group[letter] != group[i] || text.plain[letter] > 'z';
        }

        private boolean isPair(int i, int letter) {
            if (letter + 1 >= text.size || text.gap[letter + 1] != FoldedText.NONE) {
                return false;
            }
            int first = text.plain[letter];
            int second = text.plain[letter + 1];
            return (plain[i] == 'm' && first == 'r' && second == 'n')
                    || (plain[i] == 'w' && first == 'v' && second == 'v');
        }

        /** Behind a letter's repetitions, if it is the last of its kind in the term and stands there often enough. */
        private int pastElongation(int i, int letter, boolean acrossGaps) {
            if (text.group[letter] == CharacterFolding.DIGIT
                    || text.group[letter] == CharacterFolding.UNSPACED
                    || (i + 1 < size && plain[i + 1] == plain[i])) {
                return letter;
            }
            int repeated = text.plain[letter];
            int from = letter;
            while (from > 0 && text.plain[from - 1] == repeated && (acrossGaps || text.gap[from] == FoldedText.NONE)) {
                from--;
            }
            int to = letter + 1;
            while (to < text.size && text.plain[to] == repeated && (acrossGaps || text.gap[to] == FoldedText.NONE)) {
                to++;
            }
            return to - from >= ELONGATED ? to : letter;
        }

        /** Whether a place lies within what was one character, or one Korean syllable written in pieces. */
        private boolean isInsideCharacter(int letter) {
            if (letter == 0 || letter >= text.size || text.gap[letter] != FoldedText.NONE) {
                return false;
            }
            boolean medialOrFinal = text.plain[letter] >= 0x1160 && text.plain[letter] <= 0x11FF;
            boolean voicing = text.plain[letter] == 0x3099 || text.plain[letter] == 0x309A;
            return medialOrFinal || voicing || text.start[letter] == text.start[letter - 1];
        }

        private void gaps() {
            joined = false;
            split = false;
            splitsBySpace = 0;
            for (int i = 1; i < size; i++) {
                byte gap = text.gap[at[i]];
                boolean isGap = gap != FoldedText.NONE;
                joined |= startsWord[i] && !isGap;
                boolean splits = isGap && gap != FoldedText.SCRIPT && !startsWord[i];
                split |= splits;
                splitsBySpace += splits && gap == FoldedText.WHITE_SPACE ? 1 : 0;
            }
        }

        /** Spaces inside of words are meant when they leave hardly a letter together: m a n i, but not men ace. */
        private boolean gapsMayBeMeant() {
            if (flagged || splitsBySpace == 0) {
                return true;
            }
            int pieces = 1;
            for (int i = 1; i < size; i++) {
                pieces += text.gap[at[i]] == FoldedText.NONE ? 0 : 1;
            }
            return splitsBySpace >= 2 && size <= pieces * FoldedText.SHORT_WORD;
        }

        /** Digits and symbols in place of letters: a third of the letters must stay, and one of each word. */
        private boolean lettersMayBeMeant() {
            int kept = 0;
            int keptInWord = 0;
            boolean substituted = false;
            for (int i = 0; i < size; i++) {
                if (i > 0 && startsWord[i]) {
                    if (substituted && keptInWord == 0) {
                        return false;
                    }
                    keptInWord = 0;
                    substituted = false;
                }
                byte textGroup = text.group[at[i]];
                boolean same = text.plain[at[i]] == plain[i];
                if (!same && (textGroup == CharacterFolding.DIGIT || textGroup == CharacterFolding.LEET)) {
                    substituted = true;
                } else {
                    if (!same && !iAndLMayBeMeant(i)) {
                        return false;
                    }
                    kept++;
                    keptInWord++;
                }
            }
            return !(substituted && keptInWord == 0) && kept >= 2 && kept * 3 >= size;
        }

        /**
         * Letters i and l for one another make bail of ball. They are meant in a row of three, or where the case shows
         * that the other was meant: a capital I among small letters, a small l among capitals.
         */
        private boolean iAndLMayBeMeant(int i) {
            int letter = at[i];
            if (text.plain[letter] != 'i' && text.plain[letter] != 'l') {
                return true;
            }
            if (plain[i] != 'i' && plain[i] != 'l') {
                return true;
            }
            int row = 1;
            for (int j = letter; j > 0 && text.key[j - 1] == 'i' && text.gap[j] == FoldedText.NONE; j--) {
                row++;
            }
            for (int j = letter + 1; j < text.size && text.key[j] == 'i' && text.gap[j] == FoldedText.NONE; j++) {
                row++;
            }
            if (row >= 3) {
                return true;
            }
            char written = text.text.charAt(text.start[letter]);
            if (written == 'I') {
                return letter > 0 && text.gap[letter] == FoldedText.NONE && !isCapital(letter - 1);
            }
            return written == 'l'
                    && ((letter + 1 < text.size && isCapital(letter + 1)) || (letter > 0 && isCapital(letter - 1)));
        }

        private boolean isCapital(int letter) {
            char written = text.text.charAt(text.start[letter]);
            return written >= 'A' && written <= 'Z' && written != 'I';
        }

        /**
         * Letters of another script that look alike are meant when one word mixes scripts. A word all in the other
         * script may be a word of that language; it is meant only where nothing else is written in it.
         */
        private boolean scriptsMayBeMeant() {
            boolean allForeign = false;
            for (int i = 0; i < size; ) {
                int foreign = 0;
                int ownScript = 0;
                do {
                    if (isForeign(i)) {
                        foreign++;
                    } else if (text.group[at[i]] == group[i]) {
                        ownScript++;
                    }
                    i++;
                } while (i < size && !startsWord[i]);
                allForeign |= foreign > 0 && ownScript == 0;
            }
            return !allForeign || foreignWordsMayBeMeant();
        }

        private boolean isForeign(int i) {
            byte textGroup = text.group[at[i]];
            return textGroup != group[i] && textGroup != CharacterFolding.DIGIT && textGroup != CharacterFolding.LEET;
        }

        private boolean foreignWordsMayBeMeant() {
            if (group[0] != CharacterFolding.LATIN) {
                return false;
            }
            boolean nativeElsewhere = false;
            for (int letter = 0; letter < text.size; letter++) {
                if (CharacterFolding.isGenuine(text.plain[letter], text.group[letter])) {
                    return false;
                }
                nativeElsewhere |= text.group[letter] == CharacterFolding.LATIN;
            }
            return nativeElsewhere || size >= FEWEST_LOOKALIKES;
        }
    }
}
