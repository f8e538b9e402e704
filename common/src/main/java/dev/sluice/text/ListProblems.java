package dev.sluice.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks lists before a reader is built from them: what is wrong, where, and what to do. */
final class ListProblems {
    private static final java.util.regex.Pattern SHA256 = java.util.regex.Pattern.compile("[0-9a-fA-F]{64}");

    private final List<String> problems = new ArrayList<>();

    List<String> of(ChatLists lists) {
        checkCount("terms", lists.terms().size(), ChatLists.MOST_TERMS);
        checkCount("patterns", lists.patterns().size(), ChatLists.MOST_PATTERNS);
        checkCount("links", lists.links().size(), ChatLists.MOST_LINKS);
        if (!problems.isEmpty()) {
            return problems;
        }
        for (int i = 0; i < lists.terms().size(); i++) {
            checkTerm("terms[" + i + "].", lists.terms().get(i));
        }
        for (int i = 0; i < lists.patterns().size(); i++) {
            checkPattern("patterns[" + i + "].", lists.patterns().get(i));
        }
        for (int i = 0; i < lists.links().size(); i++) {
            checkLink("links[" + i + "].", lists.links().get(i));
        }
        return problems;
    }

    private void checkCount(String what, int count, int most) {
        if (count > most) {
            problems.add(what + ": holds " + count + " entries; at most " + most + " are allowed");
        }
    }

    private void checkTerm(String at, Term term) {
        checkEvidence(at, term.category(), term.weight());
        if (isBlank(term.term())) {
            problems.add(at + "term is missing");
        } else if (term.term().codePointCount(0, term.term().length()) > ChatLists.LONGEST_TERM) {
            problems.add(at + "term is longer than " + ChatLists.LONGEST_TERM + " characters: shorten it");
        } else if (!TermIndex.isFindable(term.term())) {
            problems.add(at + "term holds no letter, digit or emoji: nothing could be found");
        }
    }

    private void checkPattern(String at, TermPattern pattern) {
        checkEvidence(at, pattern.category(), pattern.weight());
        if (isBlank(pattern.pattern())) {
            problems.add(at + "pattern is missing");
            return;
        }
        Optional<String> problem = PatternSearch.problem(pattern.pattern());
        problem.ifPresent(text -> problems.add(at + "pattern " + text));
    }

    private void checkLink(String at, Link link) {
        checkEvidence(at, link.category(), link.weight());
        if (link.isSite() == link.isAddress()) {
            problems.add(at + "host or url_sha256 must be given, and not both");
        } else if (link.isSite() && LinkFinder.listedHost(link.host()).isEmpty()) {
            problems.add(at + "host is no host's name: write example.com, without scheme and path");
        } else if (link.isAddress() && !SHA256.matcher(link.urlSha256()).matches()) {
            problems.add(at + "url_sha256 must be 64 hexadecimal digits");
        }
    }

    private void checkEvidence(String at, String category, double weight) {
        if (isBlank(category)) {
            problems.add(at + "category is missing");
        }
        if (!(weight >= 0 && weight <= 1)) {
            problems.add(at + "weight = " + weight + ": must be 0..1");
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
