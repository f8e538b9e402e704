package dev.sluice.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds addresses in a message, as people write and disguise them: {@code hxxps://a[.]b}, {@code a (dot) com},
 * {@code a.com/x}. What has no scheme must end in a known top-level domain, since people forget the space after a full
 * stop. Addresses of mail are none. Immutable.
 */
final class LinkFinder {
    /**
     * One address.
     *
     * @param host in ASCII, without {@code www.}
     * @param url with its disguise taken off
     * @param start in the message, in UTF-16 units
     * @param end exclusive
     */
    record Found(String host, CanonicalUrl url, int start, int end) {}

    /** More in one message are not looked at. */
    private static final int MOST_LINKS = 32;

    private static final String GENERIC =
            "com net org info biz xyz top online site club live tv gg io app dev link shop"
                    + " store stream video chat social news blog art fun pro icu vip win bid one page web cloud space tech website"
                    + " world games download click lol wtf porn sex xxx onion edu gov mil int eu su ac uk";

    /** Countries whose letters are words or endings of file names: only with a path, or www. */
    private static final Set<String> WORDS = Set.of(
            "it in is to at no be am my us me so do as by md py sh rs ps vi mm hm mr ms ai la ma".split(" ", -1));

    private static final Set<String> WORDS_GENERIC =
            Set.of("live one news world art fun pro win link page".split(" ", -1));

    private static final Set<String> OTHER_SCRIPTS = Set.of(
            "рф рус укр бел бг срб қаз 中国 中國 香港 台灣 한국 भारत مصر السعودية ایران ไทย ελ ישראל 商城 公司 网络".split(" ", -1));

    private static final Set<String> TOP_LEVEL = topLevel();

    private static final String START = "(?i)(?:([a-z*]{2,10})://(?:[^\\s/@?#]{1,100}@)?)?";
    private static final String END = "\\.?(?::\\d{1,5})?([/?#][^\\s<>\"]*)?";
    private static final Pattern ASCII_LINK = Pattern.compile(
            START + "((?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)" + END);
    private static final Pattern UNICODE_LINK = Pattern.compile(
            START + "((?:[\\pL\\pN\\pM_](?:[\\pL\\pN\\pM_-]{0,61}[\\pL\\pN\\pM_])?\\.)+[\\pL\\pN\\pM-]{2,63})" + END);
    private static final Pattern DOT = Pattern.compile("(?i)\\s?[\\[({] ?(?:\\.|dot)\\s?[\\])}]\\s?");
    private static final Pattern SPOKEN_DOT =
            Pattern.compile("(?i)\\sdot\\s((?:com|net|org|info|xyz|tv|gg|io|ru|de|uk|cc|onion)\\b)");
    private static final String AFTER_LINK = ".,!?;:'*_~`|…。)]}»”’";

    private final Predicate<String> isListed;

    /** @param isListed whether a host is looked for, so that no top-level domain need be known */
    LinkFinder(Predicate<String> isListed) {
        this.isListed = isListed;
    }

    private static Set<String> topLevel() {
        Set<String> all = new HashSet<>();
        for (String country : Locale.getISOCountries()) {
            all.add(country.toLowerCase(Locale.ROOT));
        }
        all.addAll(Arrays.asList(GENERIC.split(" ", -1)));
        // In Punycode, as hosts are compared; this also loads ICU's table of names before the first link comes.
        OTHER_SCRIPTS.forEach(domain -> CanonicalUrl.host(domain).ifPresent(all::add));
        return Set.copyOf(all);
    }

    /** Whether a word at a place is the one that stands for a full stop. */
    static boolean isDot(String text, int at) {
        return text.regionMatches(true, at, "dot", 0, 3);
    }

    /** Whether a bracket opens at a place, with a full stop in it. */
    static boolean isBracketedDot(String text, int at) {
        char bracket = text.charAt(at);
        if (bracket != '[' && bracket != '(' && bracket != '{') {
            return false;
        }
        return text.startsWith(".", at + 1) || text.startsWith(" .", at + 1);
    }

    List<Found> find(String message) {
        if (!mayHoldDots(message)) {
            return List.of();
        }
        Undisguised text = Undisguised.of(message);
        if (text.dots == 0) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        search(ASCII_LINK, true, text, found);
        if (!text.isAscii) {
            search(UNICODE_LINK, false, text, found);
        }
        return found;
    }

    private static boolean mayHoldDots(String message) {
        for (int at = 0; at < message.length(); at++) {
            char c = message.charAt(at);
            if (c == '.'
                    || PatternText.narrow(c) == '.'
                    || isFullStop(c)
                    || ((c == 'd' || c == 'D') && isDot(message, at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFullStop(int codePoint) {
        return codePoint == 0x3002 || codePoint == 0xFF61 || codePoint == 0x2024;
    }

    private void search(Pattern pattern, boolean ascii, Undisguised text, List<Found> found) {
        Matcher matcher = pattern.matcher(text.text);
        while (found.size() < MOST_LINKS && matcher.find()) {
            int end = matcher.end();
            int hostEnd = matcher.end(2);
            while (end > hostEnd && isAfterLink(text.text, matcher.start(), end)) {
                end--;
            }
            int start = text.start[matcher.start()];
            int stop = text.end[end - 1];
            if (found.stream().anyMatch(other -> start < other.end() && other.start() < stop)
                    || isPartOfWord(text.text, matcher.start(2), matcher.start(), end, ascii)) {
                continue;
            }
            String url = text.text.substring(matcher.start(), end);
            boolean hasScheme = matcher.start(1) >= 0;
            boolean hasPath = end > hostEnd;
            CanonicalUrl.of(hasScheme ? url : "http://" + url)
                    .filter(canonical -> isAddress(canonical, hasScheme, hasPath))
                    .ifPresent(canonical -> found.add(new Found(withoutWww(canonical.host()), canonical, start, stop)));
        }
    }

    /** Punctuation at an address's end belongs to the sentence; a bracket that was opened within does not. */
    private static boolean isAfterLink(String text, int start, int end) {
        char last = text.charAt(end - 1);
        return AFTER_LINK.indexOf(last) >= 0
                && !(last == ')' && count(text, start, end, '(') >= count(text, start, end, ')'));
    }

    private static long count(String text, int start, int end, char wanted) {
        return text.substring(start, end).chars().filter(c -> c == wanted).count();
    }

    private static boolean isPartOfWord(String text, int hostStart, int start, int end, boolean ascii) {
        if (start > 0 && start == hostStart) {
            int before = text.codePointBefore(start);
            if (before == '@' || (ascii && isJoinedLetter(before))) {
                return true;
            }
        }
        return ascii && end < text.length() && isJoinedLetter(text.codePointAt(end));
    }

    /** Letters of scripts with gaps between words would belong to the host; Chinese may stand right beside it. */
    private static boolean isJoinedLetter(int codePoint) {
        return codePoint > 0x7F
                && CharacterFolding.TABLE.kind(codePoint) == CharacterFolding.WORD
                && CharacterFolding.TABLE.group(codePoint) != CharacterFolding.UNSPACED;
    }

    private boolean isAddress(CanonicalUrl url, boolean hasScheme, boolean hasPath) {
        String host = url.host();
        String[] labels = host.split("\\.", -1);
        String last = labels[labels.length - 1];
        boolean numeric = last.chars().allMatch(c -> c >= '0' && c <= '9');
        if (numeric) {
            return labels.length == 4 && Arrays.stream(labels).allMatch(LinkFinder::isByte) && (hasScheme || hasPath);
        }
        if (hasScheme || isListed.test(host)) {
            return true;
        }
        if (WORDS.contains(last) || WORDS_GENERIC.contains(last)) {
            return hasPath || host.startsWith("www.");
        }
        return TOP_LEVEL.contains(last);
    }

    private static boolean isByte(String label) {
        return label.matches("\\d{1,3}") && Integer.parseInt(label) <= 255;
    }

    static String withoutWww(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    static Optional<String> listedHost(String host) {
        return CanonicalUrl.host(host).filter(name -> name.contains(".")).map(LinkFinder::withoutWww);
    }

    /** A message with the disguise of its addresses taken off, and where each character came from. */
    private static final class Undisguised {
        private final String text;
        private final int[] start;
        private final int[] end;
        private final boolean isAscii;
        private final int dots;

        private Undisguised(String text, int[] start, int[] end, boolean isAscii) {
            this.text = text;
            this.start = start;
            this.end = end;
            this.isAscii = isAscii;
            this.dots = (int) text.chars().filter(c -> c == '.').count();
        }

        static Undisguised of(String message) {
            StringBuilder visible = new StringBuilder(Math.min(message.length(), 2 * FoldedText.MOST_CODE_POINTS));
            int[] start = new int[Math.min(message.length(), 2 * FoldedText.MOST_CODE_POINTS) + 2];
            int[] end = new int[start.length];
            boolean isAscii = true;
            int next;
            int codePoints = 0;
            for (int at = 0; at < message.length() && codePoints++ < FoldedText.MOST_CODE_POINTS; at = next) {
                int codePoint = message.codePointAt(at);
                next = at + Character.charCount(codePoint);
                if (CharacterFolding.TABLE.kind(codePoint) == CharacterFolding.IGNORED) {
                    continue;
                }
                int shown = isFullStop(codePoint) ? '.' : PatternText.narrow(codePoint);
                isAscii &= shown < 0x80;
                int before = visible.length();
                visible.appendCodePoint(shown);
                Arrays.fill(start, before, visible.length(), at);
                Arrays.fill(end, before, visible.length(), next);
            }
            Undisguised plain = new Undisguised(visible.toString(), start, end, isAscii);
            return plain.replaced(DOT, false).replaced(SPOKEN_DOT, true);
        }

        private Undisguised replaced(Pattern dot, boolean keepsGroup) {
            Matcher matcher = dot.matcher(text);
            if (!matcher.find()) {
                return this;
            }
            StringBuilder out = new StringBuilder();
            int[] outStart = new int[text.length() + 1];
            int[] outEnd = new int[text.length() + 1];
            int from = 0;
            do {
                copy(from, matcher.start(), out, outStart, outEnd);
                outStart[out.length()] = start[matcher.start()];
                outEnd[out.length()] = end[matcher.end() - 1];
                out.append('.');
                from = keepsGroup ? matcher.start(1) : matcher.end();
            } while (matcher.find());
            copy(from, text.length(), out, outStart, outEnd);
            return new Undisguised(out.toString(), outStart, outEnd, isAscii);
        }

        private void copy(int from, int to, StringBuilder out, int[] outStart, int[] outEnd) {
            System.arraycopy(start, from, outStart, out.length(), to - from);
            System.arraycopy(end, from, outEnd, out.length(), to - from);
            out.append(text, from, to);
        }
    }
}
