package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatReaderTest {
    private static Term term(String text) {
        return new Term(text, "THREAT", 0.5);
    }

    private static ChatReader terms(String... texts) {
        return new ChatReader(
                new ChatLists(List.of(texts).stream().map(ChatReaderTest::term).toList(), List.of(), List.of()));
    }

    private static ChatReader patterns(String... patterns) {
        return new ChatReader(new ChatLists(
                List.of(),
                List.of(patterns).stream()
                        .map(pattern -> new TermPattern(pattern, "THREAT", 0.5))
                        .toList(),
                List.of()));
    }

    private static ChatReader hosts(String... hosts) {
        return new ChatReader(new ChatLists(
                List.of(),
                List.of(),
                List.of(hosts).stream()
                        .map(host -> new Link(host, null, "LINK", 0.5))
                        .toList()));
    }

    /** The places of all hits, as text. */
    private static List<String> found(ChatReader reader, String message) {
        return reader.read(message).hits().stream()
                .map(hit -> message.substring(hit.start(), hit.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "go kill them now, kill them, PLAIN",
        "go KILL  THEM!, KILL  THEM, PLAIN",
        "go ｋｉｌｌ them, ｋｉｌｌ them, PLAIN",
        "go k1ll them, k1ll them, SKELETON",
        "go killlll them, killlll them, SKELETON",
        "go кіll them, кіll them, SKELETON",
        "go k.i.l.l them, k.i.l.l them, COMPACT",
        "go #killthem, killthem, COMPACT",
        "😀 k\u0336ill them\u0336 x, k\u0336ill them\u0336, PLAIN",
        "go 🅺ill them, 🅺ill them, SKELETON",
    })
    void saysWhereATermStandsAndHowItWasFound(String message, String place, Branch branch) {
        int start = message.indexOf(place);
        assertThat(terms("kill them").read(message).hits())
                .containsExactly(new Hit("kill them", "THREAT", 0.5, branch, start, start + place.length()));
    }

    @Test
    void findsEachTermAtEachPlaceUpToFour() {
        assertThat(found(terms("gun", "bomb"), "gun bomb gun")).containsExactly("gun", "bomb", "gun");
        assertThat(found(terms("gun"), "gun gun gun gun gun gun")).hasSize(ChatReader.MOST_HITS_PER_RULE);
    }

    @Test
    void findsTermsThatEndWithinOneAnother() {
        assertThat(found(terms("he has a gun", "has a gun", "a gun", "gun now"), "he has a gun now"))
                .containsExactly("he has a gun", "has a gun", "a gun", "gun now");
    }

    @Test
    void theSameTermInTwoListsCountsForBoth() {
        ChatReader reader = new ChatReader(new ChatLists(
                List.of(new Term("gun", "THREAT", 0.5), new Term("gun", "WEAPON", 0.2)), List.of(), List.of()));
        assertThat(reader.read("gun").hits()).extracting(Hit::category).containsExactlyInAnyOrder("THREAT", "WEAPON");
    }

    @Test
    void shortTermsAreFoundAcrossGapsOnlyWhenTheyAskForIt() {
        ChatReader flagged =
                new ChatReader(new ChatLists(List.of(new Term("bomb", "THREAT", 0.5, true)), List.of(), List.of()));
        assertThat(found(flagged, "a b o m b!")).containsExactly("b o m b");
        assertThat(found(flagged, "a bo mb!")).containsExactly("bo mb");
        assertThat(found(flagged, "bob om bing")).isEmpty();
        assertThat(found(terms("bomb"), "a b o m b!")).isEmpty();
    }

    @Test
    void characterOfScriptsWithoutGapsAreFoundAnywhereButNotHalves() {
        assertThat(found(terms("开枪"), "他要開槍了")).containsExactly("開槍");
        assertThat(found(terms("총"), "총격")).containsExactly("총");
        assertThat(found(terms("가"), "각")).as("a syllable that begins alike").isEmpty();
        assertThat(found(terms("gun"), "他gun了")).containsExactly("gun");
        assertThat(found(terms("卡拉OK"), "去卡拉ok吧")).containsExactly("卡拉ok");
    }

    @Test
    void anEmojiIsAWordWhereATermHoldsIt() {
        assertThat(found(terms("🔫"), "look🔫now")).containsExactly("🔫");
        assertThat(found(terms("gun", "🔫"), "gun🔫")).containsExactly("gun", "🔫");
        assertThat(found(terms("gun"), "a🔫gun🔫")).containsExactly("gun");
    }

    @Test
    void termsWithSymbolsAmongTheirLettersMeanThem() {
        assertThat(found(terms("c++"), "I like c++ much")).containsExactly("c++");
        assertThat(found(terms("c++"), "ctt")).isEmpty();
        assertThat(found(terms("k1ll"), "k1ll")).containsExactly("k1ll");
        assertThat(found(terms("k1ll"), "kill")).isEmpty();
    }

    @Test
    void aWordOfLookAlikesIsMeantUnlessItsScriptIs() {
        assertThat(found(terms("cop"), "call a сор")).as("Latin around").containsExactly("сор");
        assertThat(found(terms("cop"), "сор")).as("nothing around").isEmpty();
        assertThat(found(terms("cop"), "live: сор из избы"))
                .as("Russian around")
                .isEmpty();
        assertThat(found(terms("сор"), "call a cop")).as("the other way").isEmpty();
    }

    @Test
    void readsTheFirstTwoThousandCodePoints() {
        String late = "😀".repeat(1996) + " gun";
        assertThat(found(terms("gun"), late)).containsExactly("gun");
        assertThat(found(terms("gun"), "😀" + late)).isEmpty();
        assertThat(found(terms("gun"), "x".repeat(2000) + " gun")).isEmpty();
    }

    @Test
    void aHitIsNotHiddenBehindManyOthers() {
        String[] many = IntStream.range(0, 300)
                .mapToObj(i -> "w" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
                .toArray(String[]::new);
        ChatReading reading = terms(many).read(String.join(" ", many));
        assertThat(reading.hits()).hasSize(ChatReader.MOST_HITS);
    }

    @Test
    void patternsSeeFoldedTextWithItsPunctuation() {
        assertThat(found(patterns("(kill|shoot) (him|them)\\b"), "I'll ＳＨＯＯＴ h\u200bi\u0301m!"))
                .containsExactly("ＳＨＯＯＴ h\u200bi\u0301m");
        assertThat(found(patterns("\\d{2}:\\d{2}"), "today 12:30 ok")).containsExactly("12:30");
        assertThat(found(patterns("KILL"), "kill")).containsExactly("kill");
        assertThat(patterns("gun").read("gun").hits())
                .containsExactly(new Hit("gun", "THREAT", 0.5, Branch.PATTERN, 0, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see evil.example.com now",
                "hxxp://evil.example.com/a",
                "https://user:pw@evil.example.com:8080/x",
                "evil[.]example[.]com",
                "evil (dot) example (dot) com",
                "evil.example dot com",
                "(evil.example.com)",
                "evil.example.com.",
                "ｅｖｉｌ．ｅｘａｍｐｌｅ．ｃｏｍ",
                "見てevil.example.comだよ",
                "EVIL.EXAMPLE.COM!!",
                "ev\u200bil.exam\u00adple.com",
            })
    void findsAListedHostAndItsSubdomains(String message) {
        ChatReading reading = hosts("example.com").read(message);
        assertThat(reading.hits()).extracting(Hit::rule).containsExactly("example.com");
        assertThat(reading.hosts()).containsExactly("evil.example.com");
        assertThat(hosts("www.Evil.example.com").read(message).hits()).hasSize(1);
        assertThat(hosts("vil.example.com").read(message).hits()).isEmpty();
    }

    @Test
    void saysWhereALinkStands() {
        assertThat(found(hosts("example.com"), "go to (https://example.com/a_(b)?x=1#y), now"))
                .containsExactly("https://example.com/a_(b)?x=1#y");
        assertThat(found(hosts("example.com"), "example [.] com, yes")).containsExactly("example [.] com");
    }

    @Test
    void hostsInUnicodeAndPunycodeAreTheSame() {
        assertThat(found(hosts("пример.рф"), "на xn--e1afmkfd.xn--p1ai тут")).containsExactly("xn--e1afmkfd.xn--p1ai");
        assertThat(found(hosts("xn--e1afmkfd.xn--p1ai"), "на пример.рф тут")).containsExactly("пример.рф");
        assertThat(found(hosts("münchen.de"), "http://MÜNCHEN.de/bier")).containsExactly("http://MÜNCHEN.de/bier");
        assertThat(hosts("x.invalid").read("münchen.de").hosts()).containsExactly("xn--mnchen-3ya.de");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait.what",
                "stop.it",
                "3.14",
                "v1.8.2",
                "1.2.3.4",
                "hello...world",
                "mail me@example.com",
                "readme.md",
                "です。次は",
                "e.g. this",
                "end.Next",
                "12.50",
                "a..b",
                ".com",
                "www.",
            })
    void sentencesWithoutSpacesAreNoLinks(String message) {
        assertThat(terms("kill them").read(message).hosts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://1.2.3.4/x, 1.2.3.4",
        "t.me/joinme, t.me",
        "twitch.tv, twitch.tv",
        "www.stop.it, stop.it",
        "https://wait.what, wait.what",
        "https://good.com@bad.com/, bad.com",
    })
    void linksWithoutAListCountToo(String message, String host) {
        assertThat(terms("kill them").read(message).hosts()).containsExactly(host);
    }

    @Test
    void aListedHostNeedsNoKnownTopLevelDomain() {
        assertThat(found(hosts("foo.bar"), "at x.foo.bar")).containsExactly("x.foo.bar");
    }

    @Test
    void findsAnAddressByItsHash() {
        String hash =
                CanonicalUrl.of("http://example.com/a/b?c=d").orElseThrow().sha256();
        ChatReader reader = new ChatReader(new ChatLists(
                List.of(), List.of(), List.of(new Link(null, hash.toUpperCase(Locale.ROOT), "LINK", 0.5))));
        for (String same : List.of(
                "https://EXAMPLE.com:443/a/./b?c=d#e", "example.com/a//b?c=d", "hxxp://u@example.com/a/x/../%62?c=d")) {
            assertThat(found(reader, "see " + same + " now")).containsExactly(same);
        }
        assertThat(found(reader, "https://example.com/a/b")).isEmpty();
        assertThat(found(reader, "https://www.example.com/a/b?c=d")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREE SKINS at my page, come quick!",
                "free skins at my page come quick",
                "fr33 sk1n$ @t my p@ge... come quick",
                "f r e e skins at my page come quick",
                "freeeee skins, at my page: cooome quick",
                "ｆｒｅｅ skins at my page come quick",
                "frее ѕkins аt my pаge come quick",
                "fr\u200bee skins at my p\u0336age come quick",
            })
    void aTextsHashOutlivesItsDisguise(String message) {
        ChatReader reader = terms("kill them");
        assertThat(reader.read(message).textHash())
                .isNotZero()
                .isEqualTo(reader.read("free skins at my page come quick").textHash())
                .isNotEqualTo(reader.read("free coins at my page come quick").textHash());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lol",
                "gg",
                "hahahahahahahahaha",
                "nooooooooooooo",
                "!!!!!!!!!!!!!!!!!!",
                "😀😀😀😀😀😀😀😀😀😀"
            })
    void shortTextsHaveNoHash(String message) {
        assertThat(terms("kill them").read(message).textHash()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait is this real??",
                "CALL THE POLICE",
                "omg call 911",
                "c4ll the pol1ce",
                "someone report this",
                "ruft die Polizei!",
                "appelez la police",
                "llamen a la policia",
                "вызовите полицию",
                "هل هذا حقيقي؟",
                "快报警啊",
                "快報警啊",
                "警察呼んで!",
                "경찰 불러",
                "क्या यह असली है",
                "polisi arayin",
            })
    void noticesBystanders(String message) {
        ChatReading reading = terms("kill them").read(message);
        assertThat(reading.asksIfReal()).isTrue();
        assertThat(reading.hits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "real madrid won", "police academy is a film", "report card", "911 turbo", "это хорошо"
            })
    void othersAreNoBystanders(String message) {
        assertThat(terms("kill them").read(message).asksIfReal()).isFalse();
    }

    @Test
    void everyBystanderQuestionIsFoundAsItStands() {
        ChatReader reader = terms("kill them");
        assertThat(ChatReader.bystanderQuestions()).hasSizeGreaterThan(80).allMatch(question -> reader.read(question)
                .asksIfReal());
    }

    @Test
    void emptyListsFindNothing() {
        ChatReading reading = new ChatReader(new ChatLists(null, null, null)).read("kill them");
        assertThat(reading.hits()).isEmpty();
        assertThat(reading.hosts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gun(                          | is invalid (missing closing )",
                "(?=gun)                       | is invalid",
                "(a)\\1                        | is invalid",
                "a*                            | matches the empty text",
                "(a{100}){100}                 | repeats too often",
                "a{5000}                       | repeats too often",
                "[a-z0-9]{900}b(c[^d]e){300}   | repeats too often"
            })
    void aPatternThatWouldCostTooMuchOrFindNothingIsAProblem(String pattern, String problem) {
        assertThat(new TermPattern(pattern, "A", 0.5).problem().orElseThrow()).startsWith(problem);
    }

    @Test
    void whatIsTooLongIsAProblem() {
        assertThat(new TermPattern("x".repeat(501), "A", 0.5).problem().orElseThrow())
                .startsWith("is longer than 500");
        assertThat(new Term("x".repeat(201), "A", 0.5).problem().orElseThrow()).startsWith("is longer than 200");
        assertThat(new Term("x".repeat(200), "A", 0.5).problem()).isEmpty();
    }

    @Test
    void aTermOfNothingIsAProblemAndRefused() {
        for (Term nothing : List.of(new Term(" ", "A", 0.5), new Term("!!!", "A", 0.5))) {
            assertThat(nothing.problem().orElseThrow()).startsWith("holds no letter, digit or emoji");
            ChatLists lists = new ChatLists(List.of(term("gun"), nothing), null, null);
            assertThatThrownBy(() -> new ChatReader(lists))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("term 1 ");
        }
    }

    @Test
    void aLinkNeedsAHostsNameOrADigest() {
        assertThat(new Link("https://a.com/x", null, "A", 0.5).problem()).isPresent();
        assertThat(new Link("localhost", null, "A", 0.5).problem()).isPresent();
        assertThat(new Link(null, "12ab", "A", 0.5).problem()).isPresent();
        assertThat(new Link(null, null, "A", 0.5).problem()).isPresent();
        assertThat(new Link("m\u00fcnchen.de", null, "A", 0.5).problem()).isEmpty();
        assertThat(new Link(null, "0".repeat(64), "A", 0.5).problem()).isEmpty();
    }
}
