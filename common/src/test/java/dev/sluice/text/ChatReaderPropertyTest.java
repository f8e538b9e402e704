package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every message, however odd. */
class ChatReaderPropertyTest {
    private static final List<String> TERMS = List.of(
            "kill them", "shooting", "manifesto", "he has a gun", "massacre", "убить их", "اقتلهم", "开枪", "मार डालो");

    private static final ChatReader READER = new ChatReader(new ChatLists(
            TERMS.stream().map(term -> new Term(term, "THREAT", 0.5)).toList(),
            List.of(new TermPattern("(him|her) next\\b", "THREAT", 0.5)),
            List.of(new Link("evil.example", null, "LINK", 0.5))));

    /** None of the terms, nor anything that looks like one. */
    private static final List<String> INNOCENT = List.of(
            "hello",
            "skill",
            "shooter",
            "класс",
            "привет",
            "大家好",
            "नमस्ते",
            "سلام",
            "😂",
            "🔥",
            "1337",
            "$5.99",
            "it's",
            "a",
            "the",
            "gg",
            "W/L",
            "İyi",
            "wow!",
            "(no)",
            "l",
            "I",
            "ok.",
            "e\u0301te\u0301",
            "안녕",
            "สวัสดี",
            "-",
            "\n",
            "\u200b");

    @Provide
    Arbitrary<String> innocent() {
        return Arbitraries.of(INNOCENT).list().ofMaxSize(8).map(words -> String.join(" ", words));
    }

    /** Letters, look-alikes, marks, symbols, surrogates without their half: anything. */
    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(TERMS),
                Arbitraries.of(INNOCENT),
                Arbitraries.strings().all().ofMaxLength(5),
                Arbitraries.of(
                        "\u0336",
                        "\u0301",
                        "\uFDFA",
                        "\uD83D",
                        "\uDE00",
                        "://",
                        "[.]",
                        "evil.example",
                        ".",
                        "!",
                        "@",
                        "1"));
        return pieces.list().ofMaxSize(30).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> ascii() {
        Arbitrary<String> words = Arbitraries.of(
                "kill",
                "them",
                "k1ll",
                "th3m",
                "killlll",
                "s",
                "h",
                "o",
                "t",
                "i",
                "n",
                "g",
                "shoo",
                "ting",
                "rn",
                "anifesto",
                "m",
                "mm",
                "llama",
                "him",
                "next",
                "evil",
                "example",
                "dot",
                "is",
                "this",
                "real",
                "police",
                "call",
                "I",
                "l",
                "he",
                "has",
                "a",
                "gun",
                "ll",
                "hello",
                "there",
                "streamer",
                "nice",
                "play",
                "5",
                "2024");
        Arbitrary<String> gaps = Arbitraries.of(
                " ", " ", " ", " ", "", ".", "!", "$", "@", "-", "'", ", ", "! ", "|", "+", "  ", "\n", "\u0007", "_",
                " ! ", "[.]", " [.] ", " ( . ) ");
        return Combinators.combine(words, gaps)
                .as(String::concat)
                .list()
                .ofMaxSize(14)
                .map(list -> String.join("", list));
    }

    @Property(tries = 2000)
    void aTermAmongInnocentWordsIsFoundAtItsPlace(
            @ForAll("innocent") String before, @ForAll("terms") String term, @ForAll("innocent") String after) {
        String message = before + " " + term + " " + after;
        int start = before.length() + 1;
        assertThat(READER.read(message).hits())
                .contains(new Hit(term, "THREAT", 0.5, Branch.PLAIN, start, start + term.length()));
        assertThat(READER.read(message).hits()).hasSize(1);
    }

    @Provide
    Arbitrary<String> terms() {
        return Arbitraries.of(TERMS);
    }

    @Property(tries = 500)
    void innocentWordsHoldNothing(@ForAll("innocent") String message) {
        assertThat(READER.read(message).hits()).isEmpty();
    }

    /** A term whose letters are each left, or disguised in one of several ways. */
    @Property(tries = 2000)
    void aDisguisedTermIsFoundAtItsPlace(
            @ForAll("innocent") String before,
            @ForAll("disguised") String disguised,
            @ForAll("innocent") String after) {
        String message = before + " " + disguised + " " + after;
        int start = before.length() + 1;
        // A mark that goes before others belongs to its letter, so the place ends behind the last one.
        assertThat(READER.read(message).hits()).anySatisfy(hit -> {
            assertThat(hit.start()).isEqualTo(start);
            assertThat(hit.end()).isEqualTo(start + disguised.length());
        });
    }

    @Provide
    Arbitrary<String> disguised() {
        return Arbitraries.of("kill them", "shooting", "manifesto", "massacre").flatMap(term -> {
            List<Arbitrary<String>> letters =
                    term.chars().mapToObj(c -> disguises((char) c)).toList();
            return Combinators.combine(letters).as(parts -> String.join("", parts));
        });
    }

    /** Small capitals and letters in squares leave no letter of their script, so not all of a term's may be digits. */
    private static Arbitrary<String> disguises(char letter) {
        if (letter == ' ') {
            return Arbitraries.of(" ", "  ", " \u200b", "_", " - ", "\u3000");
        }
        String plain = String.valueOf(letter);
        return Arbitraries.of(
                plain,
                plain.toUpperCase(Locale.ROOT),
                plain + "\u0336",
                plain + "\u0301\u0316",
                Character.toString(0xFF41 + letter - 'a'),
                Character.toString(0x1D41A + letter - 'a'),
                Character.toString(0x1D5BA + letter - 'a'),
                Character.toString(0x1F170 + letter - 'a'));
    }

    @Property(tries = 2000)
    void nothingMakesItFailAndPlacesLieWithin(@ForAll("anything") String message) {
        ChatReading reading = READER.read(message);
        assertThat(reading.hits())
                .hasSizeLessThanOrEqualTo(ChatReader.MOST_HITS)
                .allSatisfy(hit -> assertThat(hit.start())
                        .isNotNegative()
                        .isLessThan(hit.end())
                        .satisfies(start -> assertThat(hit.end()).isLessThanOrEqualTo(message.length())));
        assertThat(reading.hosts()).hasSizeLessThanOrEqualTo(ChatReader.MOST_HOSTS);
    }

    /** The quick look must never see less than the close one. */
    @Property(tries = 5000)
    void theQuickLookAgreesWithTheCloseOne(@ForAll("ascii") String message) {
        assertThat(READER.read(message)).isEqualTo(READER.readClosely(message));
    }

    @Property(tries = 1000)
    void foldingIsStable(@ForAll("anything") String message) {
        String folded = plain(message);
        assertThat(plain(folded)).isEqualTo(folded);
    }

    @Example
    void foldingEveryCodePointIsStable() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            // Alone, behind a letter that keeps marks, and behind one that does not.
            for (String before : List.of("", "क", "a")) {
                String folded = plain(before + Character.toString(codePoint));
                assertThat(plain(folded)).as("U+%04X", codePoint).isEqualTo(folded);
            }
        }
    }

    @Property(tries = 1000)
    void caseMarksAndInvisiblesDoNotChangeTheHash(@ForAll("innocent") String message) {
        String disguised = message.codePoints()
                .mapToObj(codePoint -> Character.toString(codePoint) + "\u200b\u00ad")
                .collect(Collectors.joining());
        assertThat(READER.read(disguised).textHash())
                .isEqualTo(READER.read(message).textHash());
        assertThat(READER.read(message + "!!! ...").textHash())
                .isEqualTo(READER.read(message).textHash());
    }

    /** Plain letters, with a space for each gap. */
    private static String plain(String message) {
        FoldedText folded = new FoldedText(message, false, Pictures.NONE);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < folded.size; i++) {
            plain.append(i > 0 && folded.gap[i] > FoldedText.SCRIPT ? " " : "").appendCodePoint(folded.plain[i]);
        }
        return plain.toString();
    }

    @Example
    void floodsAreCutShort() {
        for (String flood : List.of(
                "a" + "\u0301".repeat(20_000),
                "क" + "\u093C".repeat(20_000),
                "\uFDFA".repeat(20_000),
                "\uD83D".repeat(20_000),
                "\uDE00".repeat(20_000),
                "m".repeat(20_000),
                "l!".repeat(10_000),
                "k.".repeat(10_000),
                "il".repeat(10_000),
                "(dot)".repeat(5000),
                "a.".repeat(10_000),
                "http://".repeat(5000),
                "[.".repeat(10_000))) {
            FoldedText folded = new FoldedText(flood, true, Pictures.NONE);
            assertThat(folded.size).isLessThanOrEqualTo(FoldedText.MOST_LETTERS);
            assertThat(new PatternText(flood).folded()).hasSizeLessThanOrEqualTo(FoldedText.MOST_LETTERS + 64);
            assertThat(READER.read("he has a gun " + flood).hits())
                    .extracting(Hit::rule)
                    .contains("he has a gun");
        }
        FoldedText stacked = new FoldedText("क" + "\u093C".repeat(20_000), false, Pictures.NONE);
        assertThat(stacked.size).isEqualTo(1 + FoldedText.MOST_MARKS);
    }
}
