package dev.sluice.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads chat messages: finds what lists hold in them, however it is disguised, and what else a message tells. Building
 * one takes a moment; it belongs where a policy is read, not where messages are. Immutable, for any number of threads.
 *
 * <p>Of a message the first {@value FoldedText#MOST_CODE_POINTS} code points are read.
 */
public final class ChatReader {
    /** More in one message are left out. */
    public static final int MOST_HITS = 256;

    /** More of one rule in one message are left out, so that one term cannot hide another. */
    public static final int MOST_HITS_PER_RULE = 4;

    public static final int MOST_HOSTS = 16;

    private static final String BYSTANDERS = "/text/bystander.txt";

    private final List<Term> terms;
    private final TermIndex index;
    private final PatternSearch patterns;
    private final LinkIndex links;
    private final LinkFinder linkFinder;

    /** @throws IllegalArgumentException if an entry cannot be looked for, as its {@code problem()} would have said */
    public ChatReader(ChatLists lists) {
        terms = lists.terms();
        List<String> texts = new ArrayList<>(terms.stream().map(Term::term).toList());
        List<Boolean> flagged =
                new ArrayList<>(terms.stream().map(Term::compact).toList());
        for (String question : bystanderQuestions()) {
            texts.add(question);
            flagged.add(false);
        }
        index = new TermIndex(texts, flagged);
        patterns = new PatternSearch(lists.patterns());
        links = new LinkIndex(lists.links());
        linkFinder = new LinkFinder(links::isListed);
    }

    static List<String> bystanderQuestions() {
        try (InputStream list = ChatReader.class.getResourceAsStream(BYSTANDERS)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ChatReading read(String message) {
        long quietHash = index.quiet(message);
        if (quietHash == TermIndex.NOT_QUIET) {
            return readClosely(message);
        }
        if (patterns.isEmpty()) {
            return new ChatReading(List.of(), List.of(), quietHash, false);
        }
        Gathered gathered = new Gathered();
        patterns.find(message, MOST_HITS_PER_RULE, gathered::pattern);
        return new ChatReading(gathered.sorted(), List.of(), quietHash, false);
    }

    /** All of it; what {@link #read} does when a quick look does not settle the matter. */
    ChatReading readClosely(String message) {
        Gathered gathered = new Gathered();
        FoldedText folded = new FoldedText(message, false, index.pictures());
        index.find(folded, gathered::term);
        if (folded.hasSymbolLetters) {
            folded = new FoldedText(message, true, index.pictures());
            index.find(folded, gathered::term);
        }
        patterns.find(message, MOST_HITS_PER_RULE, gathered::pattern);
        List<String> hosts = new ArrayList<>();
        for (LinkFinder.Found link : linkFinder.find(message)) {
            if (hosts.size() < MOST_HOSTS && !hosts.contains(link.host())) {
                hosts.add(link.host());
            }
            links.listed(link.url()).forEach(listed -> gathered.link(listed, link));
        }
        return new ChatReading(gathered.sorted(), hosts, TextHash.of(folded), gathered.asksIfReal);
    }

    /** The hits of one message, while they are gathered. */
    private final class Gathered {
        private static final Comparator<Hit> BY_PLACE =
                Comparator.comparingInt(Hit::start).thenComparingInt(Hit::end).thenComparing(Hit::rule);

        private final List<Hit> hits = new ArrayList<>();
        private boolean asksIfReal;

        void term(int number, Branch branch, int start, int end) {
            if (number >= terms.size()) {
                asksIfReal = true;
                return;
            }
            Term term = terms.get(number);
            add(new Hit(term.term(), term.category(), term.weight(), branch, start, end));
        }

        void pattern(TermPattern rule, int start, int end) {
            add(new Hit(rule.pattern(), rule.category(), rule.weight(), Branch.PATTERN, start, end));
        }

        void link(Link listed, LinkFinder.Found link) {
            String rule = listed.isSite() ? listed.host() : listed.urlSha256();
            add(new Hit(rule, listed.category(), listed.weight(), Branch.LINK, link.start(), link.end()));
        }

        /** The same rule in two branches at one place is one hit: the first, which bent the text least. */
        private void add(Hit hit) {
            int ofRule = 0;
            for (Hit other : hits) {
                if (other.rule().equals(hit.rule()) && other.category().equals(hit.category())) {
                    ofRule++;
                    if (hit.start() < other.end() && other.start() < hit.end()) {
                        return;
                    }
                }
            }
            if (ofRule < MOST_HITS_PER_RULE && hits.size() < MOST_HITS) {
                hits.add(hit);
            }
        }

        List<Hit> sorted() {
            hits.sort(BY_PLACE);
            return hits;
        }
    }
}
