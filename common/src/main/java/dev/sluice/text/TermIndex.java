package dev.sluice.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All terms of all lists, found in one or two passes over a message's keys. Immutable.
 *
 * <p>The first pass sees words: keys with a gap between words, and before and after bounded terms, so that only whole
 * words are proposed. The second sees keys without any gap, and is made only when the message has gaps that look odd, or
 * when some term asks for it.
 */
final class TermIndex {
    /** What {@link #quiet} says when it cannot tell. */
    static final long NOT_QUIET = Long.MIN_VALUE;

    private static final int ASCII = 0x80;
    private static final CharacterFolding FOLDING = CharacterFolding.TABLE;

    // What the quick look makes of an ASCII character, besides keys.
    private static final byte QUICK_SPACE = -1;
    private static final byte QUICK_APOSTROPHE = -2;
    private static final byte QUICK_SYMBOL = -3;
    private static final byte QUICK_LETTER_SYMBOL = -4;
    private static final byte QUICK_PUNCTUATION_SYMBOL = -5;
    private static final byte QUICK_IGNORED = -6;

    private final List<FoldedTerm> terms;
    private final Pictures pictures;
    private final Map<Integer, Integer> symbols = new HashMap<>();
    private final int[] asciiSymbols = new int[ASCII];
    /** Keys outside of ASCII that terms hold, in order, and their symbols. */
    private final int[] furtherKeys;

    private final int[] furtherSymbols;
    private final byte[] quick = new byte[ASCII];
    private final int gapSymbol;
    private final KeyAutomaton words;
    /** By number in {@link #words}: which term, and how many symbols from its first letter to the word's end. */
    private final int[] wordTerm;

    private final int[] wordLength;
    private final KeyAutomaton gapless;
    private final int[] gaplessTerm;
    private final int[] gaplessLength;
    private final boolean anyFlagged;

    /** Gets each place at which a term stands. */
    interface Sink {
        void found(int term, Branch branch, int start, int end);
    }

    /**
     * @param texts terms, each with at least one letter
     * @param flagged by term: whether it is found across any gaps
     */
    TermIndex(List<String> texts, List<Boolean> flagged) {
        pictures = Pictures.in(texts);
        terms = new ArrayList<>(texts.size());
        gapSymbol = symbol(' ');
        List<int[]> wordKeys = new ArrayList<>();
        List<int[]> gaplessKeys = new ArrayList<>();
        Forms wordForms = new Forms();
        Forms gaplessForms = new Forms();
        for (int i = 0; i < texts.size(); i++) {
            FoldedText folded = fold(texts.get(i), pictures);
            if (folded.size == 0) {
                throw new IllegalArgumentException("term " + i + " holds nothing that could be found");
            }
            FoldedTerm term = new FoldedTerm(folded, flagged.get(i));
            terms.add(term);
            wordKeys.add(wordKey(folded, term, true));
            wordForms.add(i, wordKeys, term);
            if (term.isCompact()) {
                if (term.hasInnerGaps()) {
                    wordKeys.add(wordKey(folded, term, false));
                    wordForms.add(i, wordKeys, term);
                }
                gaplessKeys.add(gaplessKey(folded));
                gaplessForms.add(i, gaplessKeys.get(gaplessKeys.size() - 1).length);
            }
        }
        anyFlagged = flagged.contains(true);
        words = new KeyAutomaton(wordKeys, symbols.size() + 1);
        wordTerm = wordForms.terms();
        wordLength = wordForms.lengths();
        gapless = new KeyAutomaton(gaplessKeys, symbols.size() + 1);
        gaplessTerm = gaplessForms.terms();
        gaplessLength = gaplessForms.lengths();
        for (int c = 0; c < ASCII; c++) {
            asciiSymbols[c] = symbols.getOrDefault(c, 0);
            quick[c] = quickLook(c);
        }
        furtherKeys = symbols.keySet().stream()
                .mapToInt(key -> key)
                .filter(key -> key >= ASCII)
                .sorted()
                .toArray();
        furtherSymbols = Arrays.stream(furtherKeys).map(symbols::get).toArray();
    }

    /** A term with symbols among its letters means them. */
    private static FoldedText fold(String term, Pictures pictures) {
        FoldedText folded = new FoldedText(term, false, pictures);
        return folded.hasSymbolLetters ? new FoldedText(term, true, pictures) : folded;
    }

    /** Whether a term holds anything to look for. */
    static boolean isFindable(String term) {
        return fold(term, Pictures.in(List.of(term))).size > 0;
    }

    private static byte quickLook(int c) {
        return switch (FOLDING.kind(c)) {
            case CharacterFolding.WORD -> (byte) FOLDING.key(c);
            case CharacterFolding.SPACE -> QUICK_SPACE;
            case CharacterFolding.SYMBOL ->
                FoldedText.mostlyPunctuation(c) ? QUICK_PUNCTUATION_SYMBOL : QUICK_LETTER_SYMBOL;
            case CharacterFolding.IGNORED -> QUICK_IGNORED;
            default -> c == '\'' ? QUICK_APOSTROPHE : QUICK_SYMBOL;
        };
    }

    /** Where the forms of terms come from, while they are gathered. */
    private static final class Forms {
        private final List<int[]> pairs = new ArrayList<>();

        void add(int term, List<int[]> keys, FoldedTerm folded) {
            // From the first letter on: the gap before it is no part of the term.
            add(term, keys.get(keys.size() - 1).length - (folded.isBoundAtStart() ? 1 : 0));
        }

        void add(int term, int length) {
            pairs.add(new int[] {term, length});
        }

        int[] terms() {
            return pairs.stream().mapToInt(pair -> pair[0]).toArray();
        }

        int[] lengths() {
            return pairs.stream().mapToInt(pair -> pair[1]).toArray();
        }
    }

    private int symbol(int key) {
        return symbols.computeIfAbsent(key, unseen -> symbols.size() + 1);
    }

    private int symbolOf(int key) {
        if (key < ASCII) {
            return asciiSymbols[key];
        }
        int at = Arrays.binarySearch(furtherKeys, key);
        return at < 0 ? 0 : furtherSymbols[at];
    }

    private int[] wordKey(FoldedText folded, FoldedTerm term, boolean withInnerGaps) {
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < folded.size; i++) {
            boolean gap = i == 0 ? term.isBoundAtStart() : withInnerGaps && folded.startsWord(i);
            if (gap) {
                keys.add(gapSymbol);
            } else if (i > 0 && repeats(folded, i)) {
                continue;
            }
            addKey(keys, folded.key[i]);
        }
        if (term.isBoundAtEnd()) {
            keys.add(gapSymbol);
        }
        return keys.stream().mapToInt(key -> key).toArray();
    }

    private int[] gaplessKey(FoldedText folded) {
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < folded.size; i++) {
            if (i == 0 || !repeats(folded, i)) {
                addKey(keys, folded.key[i]);
            }
        }
        return keys.stream().mapToInt(key -> key).toArray();
    }

    private void addKey(List<Integer> keys, int key) {
        if (key == 'm') {
            keys.add(symbol('r'));
            keys.add(symbol('n'));
        } else {
            keys.add(symbol(key));
        }
    }

    /** A letter like the one before adds nothing to a key; characters of scripts without gaps do. */
    private static boolean repeats(FoldedText folded, int i) {
        return folded.key[i] == folded.key[i - 1] && folded.group[i] != CharacterFolding.UNSPACED;
    }

    Pictures pictures() {
        return pictures;
    }

    /**
     * A quick look at a message that is plain ASCII: its text hash if no term can be in it; {@link #NOT_QUIET} if one
     * may be, or a link, or anything that wants a closer look.
     */
    long quiet(String text) {
        int length = text.length();
        if (length > FoldedText.MOST_CODE_POINTS || anyFlagged) {
            return NOT_QUIET;
        }
        long hash = TextHash.START;
        int hashed = 0;
        int lastHashed = 0;
        int state = words.step(KeyAutomaton.ROOT, gapSymbol);
        int last = 0;
        int wordStart = 0;
        int shortWords = 0;
        // What lies between the last word and here; no gap while inside of a word.
        boolean gap = true;
        boolean space = true;
        boolean symbol = false;
        boolean letterSymbol = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ASCII) {
                return NOT_QUIET;
            }
            int key = quick[c];
            if (key > 0) {
                if (gap) {
                    if ((symbol && !space) || letterSymbol) {
                        return NOT_QUIET;
                    }
                    gap = false;
                    wordStart = i;
                    last = 0;
                }
                if (key == last) {
                    continue;
                }
                last = key;
                if (key == 'm') {
                    state = words.step(words.step(state, asciiSymbols['r']), asciiSymbols['n']);
                } else {
                    state = words.step(state, asciiSymbols[key]);
                }
                if (TextHash.counts(key) && key != lastHashed) {
                    hash = TextHash.add(hash, key);
                    lastHashed = key;
                    hashed++;
                }
                continue;
            }
            if (key == QUICK_IGNORED || key == QUICK_LETTER_SYMBOL) {
                return NOT_QUIET;
            }
            if (!gap) {
                int wordLengthHere = i - wordStart;
                shortWords = wordLengthHere <= FoldedText.SHORT_WORD ? shortWords + 1 : 0;
                if (shortWords >= FoldedText.SHORT_WORDS
                        || (wordLengthHere == 3 && LinkFinder.isDot(text, wordStart))) {
                    return NOT_QUIET;
                }
                state = words.step(state, gapSymbol);
                if (words.endsWords(state)) {
                    return NOT_QUIET;
                }
                gap = true;
                space = false;
                symbol = false;
            }
            if (key == QUICK_SYMBOL && LinkFinder.isBracketedDot(text, i)) {
                return NOT_QUIET;
            }
            space |= key == QUICK_SPACE;
            symbol |= key == QUICK_SYMBOL;
            letterSymbol = key == QUICK_PUNCTUATION_SYMBOL;
        }
        if (!gap) {
            if (shortWords >= FoldedText.SHORT_WORDS - 1 && length - wordStart <= FoldedText.SHORT_WORD) {
                return NOT_QUIET;
            }
            state = words.step(state, gapSymbol);
        }
        return words.endsWords(state) ? NOT_QUIET : TextHash.finish(hash, hashed);
    }

    /** Every place at which a term stands in a text. */
    void find(FoldedText text, Sink sink) {
        int[] letterOf = new int[3 * text.size + 2];
        findWords(text, letterOf, sink);
        if (text.isSpaced || anyFlagged) {
            findGapless(text, letterOf, sink);
        }
    }

    private void findWords(FoldedText text, int[] letterOf, Sink sink) {
        int state = KeyAutomaton.ROOT;
        int position = 0;
        for (int i = 0; i < text.size; i++) {
            if (text.startsWord(i)) {
                letterOf[position++] = i;
                state = words.step(state, gapSymbol);
                propose(words, wordTerm, wordLength, state, position, text, letterOf, false, sink);
            } else if (i > 0 && repeats(text, i)) {
                continue;
            }
            int key = text.key[i];
            if (key == 'm') {
                letterOf[position++] = i;
                state = words.step(state, asciiSymbols['r']);
                key = 'n';
            }
            letterOf[position++] = i;
            state = words.step(state, symbolOf(key));
            propose(words, wordTerm, wordLength, state, position, text, letterOf, false, sink);
        }
        letterOf[position++] = text.size;
        propose(words, wordTerm, wordLength, words.step(state, gapSymbol), position, text, letterOf, false, sink);
    }

    private void findGapless(FoldedText text, int[] letterOf, Sink sink) {
        int state = KeyAutomaton.ROOT;
        int position = 0;
        for (int i = 0; i < text.size; i++) {
            if (i > 0 && repeats(text, i)) {
                continue;
            }
            int key = text.key[i];
            if (key == 'm') {
                letterOf[position++] = i;
                state = gapless.step(state, asciiSymbols['r']);
                key = 'n';
            }
            letterOf[position++] = i;
            state = gapless.step(state, symbolOf(key));
            propose(gapless, gaplessTerm, gaplessLength, state, position, text, letterOf, true, sink);
        }
    }

    private void propose(
            KeyAutomaton automaton,
            int[] termOf,
            int[] lengthOf,
            int state,
            int position,
            FoldedText text,
            int[] letterOf,
            boolean acrossGaps,
            Sink sink) {
        for (int end = automaton.firstEnding(state); end >= 0; end = automaton.nextEnding(end)) {
            for (int form : automaton.wordsAt(end)) {
                FoldedTerm.Alignment alignment = terms.get(termOf[form]).new Alignment(text);
                int first = letterOf[position - lengthOf[form]];
                // A row of like letters has one key; the term may begin behind a gap within it.
                for (int start = first; start < text.size && text.key[start] == text.key[first]; start++) {
                    Branch branch = alignment.from(start, acrossGaps);
                    if (branch != null) {
                        sink.found(termOf[form], branch, text.start[start], text.end[alignment.end() - 1]);
                        break;
                    }
                    if (!acrossGaps) {
                        break;
                    }
                }
            }
        }
    }
}
