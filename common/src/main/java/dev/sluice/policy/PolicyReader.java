package dev.sluice.policy;

import dev.sluice.policy.PolicyDocument.Chat;
import dev.sluice.policy.PolicyDocument.Deadlines;
import dev.sluice.policy.PolicyDocument.Group;
import dev.sluice.policy.PolicyDocument.Kills;
import dev.sluice.policy.PolicyDocument.Reports;
import dev.sluice.policy.PolicyDocument.Restreams;
import dev.sluice.policy.PolicyDocument.Retention;
import dev.sluice.policy.PolicyDocument.Risk;
import dev.sluice.policy.PolicyDocument.Sampling;
import dev.sluice.policy.PolicyDocument.Sequence;
import dev.sluice.policy.PolicyDocument.Standing;
import dev.sluice.policy.PolicyDocument.Verdicts;
import dev.sluice.signature.Bank;
import dev.sluice.text.ChatLists;
import dev.sluice.text.Link;
import dev.sluice.text.Term;
import dev.sluice.text.TermPattern;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a policy document section by section: types, ranges, defaults, and what does not go together. */
final class PolicyReader {
    /** Frames per second, as for a directive. */
    static final int HIGHEST_RATE = 1000;

    /** Of a kill that nobody acknowledges. */
    private static final int MOST_REPEATS = 100;

    private static final List<String> MODES = List.of(Kills.ENFORCE, Kills.REVIEW);
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*");

    private final Section root;

    private PolicyReader(Section root) {
        this.root = root;
    }

    /** What is wrong goes to {@code problems}; the document is only of use if they stay none. */
    static Reading read(Node node, Problems problems) throws InvalidPolicyException {
        return new PolicyReader(Section.root(node, problems)).reading();
    }

    /** A document and its rules, compiled. */
    record Reading(PolicyDocument document, CompiledRules rules) {}

    private Reading reading() {
        Risk risk = risk(root.section("risk"));
        List<Redirect> redirects = redirects(root.sections("redirects"));
        Set<String> redirectNames = redirects.stream().map(Redirect::name).collect(Collectors.toSet());
        long lookbackSeconds = root.seconds("lookback_seconds", 600, 1);
        List<Bank> banks = BankReader.read(root.sections("banks"));
        List<CompiledRules.Entry> rules = new RuleReader(risk, redirectNames).read(root.sections("rules"));
        PolicyDocument document = new PolicyDocument(
                root.text("version"),
                root.whole("epoch", 0, Integer.MIN_VALUE),
                banks,
                terms(root.sections("terms", ChatLists.MOST_TERMS)),
                termLists(root.sections("term_lists")),
                patterns(root.sections("patterns", ChatLists.MOST_PATTERNS)),
                links(root.sections("links", ChatLists.MOST_LINKS)),
                rules.stream().map(CompiledRules.Entry::rule).toList(),
                sampling(root.section("sampling")),
                sequence(root.section("sequence")),
                risk,
                chat(root.section("chat")),
                reports(root.section("reports")),
                kills(root.section("kills")),
                verdicts(root.section("verdicts"), banks),
                restreams(root.section("restreams")),
                standing(root.section("standing")),
                redirects,
                retention(root.section("retention"), lookbackSeconds),
                deadlines(root.section("deadlines")),
                lookbackSeconds,
                root.texts("publisher_allow_list", List.of()));
        root.end();
        return new Reading(document, new CompiledRules(rules));
    }

    private static List<Term> terms(List<Section> sections) {
        List<Term> terms = new ArrayList<>();
        for (Section section : sections) {
            Term term = new Term(
                    section.text("term"),
                    category(section),
                    section.share("weight", 0),
                    section.truth("compact", false));
            if (!term.term().isEmpty()) {
                term.problem().ifPresent(what -> section.problem("term", what));
            }
            section.end();
            terms.add(term);
        }
        return terms;
    }

    private static List<TermList> termLists(List<Section> sections) {
        List<TermList> lists = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            String name = section.text("name");
            String category = category(section);
            double weight = section.share("weight", 0);
            TermList list = new TermList(
                    name, category, weight, section.texts("terms", List.of(), text -> new Term(text, category, weight)
                            .problem()));
            if (!list.name().isEmpty() && !names.add(list.name())) {
                section.givenTwice("name");
            }
            section.end();
            lists.add(list);
        }
        return lists;
    }

    private static List<TermPattern> patterns(List<Section> sections) {
        List<TermPattern> patterns = new ArrayList<>();
        for (Section section : sections) {
            TermPattern pattern =
                    new TermPattern(section.text("pattern"), category(section), section.share("weight", 0));
            if (!pattern.pattern().isEmpty()) {
                pattern.problem().ifPresent(what -> section.problem("pattern", what));
            }
            section.end();
            patterns.add(pattern);
        }
        return patterns;
    }

    private static List<Link> links(List<Section> sections) {
        List<Link> links = new ArrayList<>();
        for (Section section : sections) {
            Link link = new Link(
                    section.has("host") ? section.text("host") : null,
                    section.has("url_sha256") ? section.text("url_sha256") : null,
                    category(section),
                    section.share("weight", 0));
            if (section.has("host") == section.has("url_sha256")) {
                section.problem("needs either host or url_sha256");
            } else if (section.sound()) {
                link.problem().ifPresent(what -> section.problem(section.has("host") ? "host" : "url_sha256", what));
            }
            section.end();
            links.add(link);
        }
        return links;
    }

    private static String category(Section section) {
        return section.text("category", Bank.UNSPECIFIED);
    }

    private static Sampling sampling(Section section) {
        Sampling usual = Sampling.DEFAULT;
        double base = section.positive("frames_per_second", usual.framesPerSecond(), HIGHEST_RATE);
        double risky =
                section.positive("risky_frames_per_second", Math.max(base, usual.riskyFramesPerSecond()), HIGHEST_RATE);
        Sampling sampling = new Sampling(
                base,
                risky,
                section.seconds("risky_seconds", usual.riskySeconds(), 0),
                section.positive("floor_frames_per_second", Math.min(base, usual.floorFramesPerSecond()), HIGHEST_RATE),
                section.positive("shed_after_seconds", usual.shedAfterSeconds(), Section.LONGEST_SECONDS),
                section.positive("burst_frames_per_second", Math.min(HIGHEST_RATE, 2 * risky), HIGHEST_RATE),
                tiers(section.section("tiers")));
        if (section.sound()) {
            if (!(sampling.floorFramesPerSecond() <= base && base <= risky)) {
                section.problem("rates must satisfy 0 < floor <= frames_per_second <= risky");
            }
            if (sampling.burstFramesPerSecond() < risky) {
                section.problem(
                        "burst_frames_per_second", "is below risky_frames_per_second, which could never be met");
            }
            sampling.tiers().forEach((tier, rate) -> {
                if (rate < sampling.floorFramesPerSecond() || rate > risky) {
                    section.problem("tiers", tier + " = " + rate + ": must lie between the floor and the risky rate");
                }
            });
        }
        section.end();
        return sampling;
    }

    private static SortedMap<String, Double> tiers(Section section) {
        SortedMap<String, Double> tiers = new TreeMap<>();
        for (String tier : section.names()) {
            tiers.put(tier, section.positive(tier, 1, HIGHEST_RATE));
        }
        section.end();
        return tiers;
    }

    private static Sequence sequence(Section section) {
        Sequence usual = Sequence.DEFAULT;
        // A span of 0 would let frames of one instant end a stream.
        Sequence sequence = new Sequence(
                section.whole("frames", usual.frames(), 2),
                section.whole("span_millis", usual.spanMillis(), 1, Section.LONGEST_SECONDS * 1000));
        section.end();
        return sequence;
    }

    private static Risk risk(Section section) {
        Risk usual = Risk.DEFAULT;
        double raise = section.share("raise", usual.raise());
        double clear = section.share("clear", Math.min(usual.clear(), raise / 2));
        if (section.sound() && clear >= raise) {
            section.problem("must satisfy 0 <= clear < raise <= 1");
        }
        long hold = section.seconds("hold_seconds", usual.holdSeconds(), 0);
        Map<String, Long> halfLives = Map.of(
                "match", section.seconds("match_half_life_seconds", usual.matchHalfLifeSeconds(), 1),
                "chat", section.seconds("chat_half_life_seconds", usual.chatHalfLifeSeconds(), 1));
        Section groups = section.section("groups");
        TreeMap<String, Group> read = new TreeMap<>();
        groups.sections(Risk.GROUPS).forEach((name, group) -> {
            Group otherwise = usual.group(name);
            long halfLife =
                    group.seconds("half_life_seconds", halfLives.getOrDefault(name, otherwise.halfLifeSeconds()), 1);
            String older = name + "_half_life_seconds";
            if (halfLives.containsKey(name) && section.has(older) && halfLife != halfLives.get(name)) {
                group.problem("half_life_seconds", "contradicts risk." + older + "; leave one");
            }
            read.put(name, new Group(group.share("weight", otherwise.weight()), halfLife));
            group.end();
        });
        groups.end();
        section.end();
        return new Risk(
                raise,
                clear,
                hold,
                read.get("match").halfLifeSeconds(),
                read.get("chat").halfLifeSeconds(),
                read);
    }

    private static Chat chat(Section section) {
        Chat usual = Chat.DEFAULT;
        Chat chat = new Chat(
                section.number("burst_factor", usual.burstFactor(), 1, 1000),
                section.whole("wave_authors", usual.waveAuthors(), 2),
                section.whole("raid_new_authors", usual.raidNewAuthors(), 2));
        section.end();
        return chat;
    }

    private static Reports reports(Section section) {
        Reports usual = Reports.DEFAULT;
        Reports reports = new Reports(
                section.share("weight", usual.weight()),
                section.share("cap", usual.cap()),
                section.whole("burst_reporters", usual.burstReporters(), 1),
                section.texts("imminent_reasons", usual.imminentReasons()),
                section.seconds("imminent_deadline_seconds", usual.imminentDeadlineSeconds(), 1));
        if (reports.cap() >= 1) {
            section.problem("cap", "must be below 1, as reports alone are never certain");
        }
        section.end();
        return reports;
    }

    private static Kills kills(Section section) {
        Kills usual = Kills.DEFAULT;
        int perHour = section.whole("per_hour", usual.perHour(), 1);
        Kills kills = new Kills(
                section.choice("mode", MODES, usual.mode()),
                section.seconds("expiry_seconds", usual.expirySeconds(), 1),
                section.whole("per_minute", Math.min(usual.perMinute(), perHour), 1),
                perHour,
                section.whole("signature_accounts_per_hour", usual.signatureAccountsPerHour(), 1),
                (int) section.whole("reviewers", usual.reviewers(), 1, 2),
                section.choice("blocked_accounts", MODES, usual.blockedAccounts()),
                section.seconds("acknowledge_seconds", usual.acknowledgeSeconds(), 0),
                (int) section.whole("repeats", usual.repeats(), 0, MOST_REPEATS));
        if (section.sound() && kills.perMinute() > kills.perHour()) {
            section.problem("per_minute", "is above per_hour, and could never be met");
        }
        section.end();
        return kills;
    }

    private static Verdicts verdicts(Section section, List<Bank> banks) {
        Verdicts usual = Verdicts.DEFAULT;
        Verdicts verdicts = new Verdicts(
                section.text("bank", usual.bank()), section.whole("disputed_after", usual.disputedAfter(), 1));
        if (verdicts.bank().isBlank()) {
            section.missing("bank", "the name of a bank");
        }
        if (banks.stream().anyMatch(bank -> bank.benign() && bank.name().equals(verdicts.bank()))) {
            section.problem("bank", "names a benign bank: what reviewers confirm would be ignored from then on");
        }
        section.end();
        return verdicts;
    }

    private static Restreams restreams(Section section) {
        Restreams usual = Restreams.DEFAULT;
        Restreams restreams = new Restreams(
                section.whole("accounts", usual.accounts(), 2),
                section.seconds("window_seconds", usual.windowSeconds(), 1),
                section.whole("frames", usual.frames(), 1));
        section.end();
        return restreams;
    }

    private static Standing standing(Section section) {
        Standing usual = Standing.DEFAULT;
        Standing standing = new Standing(
                section.whole("new_account_days", usual.newAccountDays(), 0),
                section.share("new_account_weight", usual.newAccountWeight()),
                section.share("strike_weight", usual.strikeWeight()));
        section.end();
        return standing;
    }

    private static List<Redirect> redirects(List<Section> sections) {
        List<Redirect> redirects = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            Redirect redirect = new Redirect(section.text("name"), languages(section.section("languages")));
            if (!redirect.name().isEmpty() && !names.add(redirect.name())) {
                section.givenTwice("name");
            }
            if (section.sound() && !redirect.languages().containsKey(Redirect.FALLBACK_LANGUAGE)) {
                section.problem("languages", "lacks en, which is shown where no other language fits");
            }
            section.end();
            redirects.add(redirect);
        }
        return redirects;
    }

    private static Map<String, String> languages(Section section) {
        Map<String, String> languages = new TreeMap<>();
        for (String language : section.names()) {
            String url = section.text(language);
            if (!LANGUAGE.matcher(language).matches()) {
                section.problem(language, "is no language: expected a code such as en or pt-BR");
            } else if (!url.isEmpty() && !isHttps(url)) {
                section.problem(language, "is no address: expected one that begins with https://");
            }
            languages.put(language, url);
        }
        section.end();
        return languages;
    }

    private static boolean isHttps(String url) {
        try {
            URI uri = URI.create(url);
            return "https".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Retention retention(Section section, long lookbackSeconds) {
        long usual = Math.max(Retention.DEFAULT.streamSeconds(), lookbackSeconds);
        Retention retention = new Retention(section.seconds("stream_seconds", usual, 1));
        if (retention.streamSeconds() < lookbackSeconds) {
            section.problem(
                    "stream_seconds", "is below lookback_seconds: an ended stream would be forgotten too early");
        }
        section.end();
        return retention;
    }

    private static Deadlines deadlines(Section section) {
        Deadlines usual = Deadlines.DEFAULT;
        Deadlines deadlines = new Deadlines(
                section.seconds("p0_seconds", usual.p0Seconds(), 1),
                section.seconds("p1_seconds", usual.p1Seconds(), 1),
                section.seconds("p2_seconds", usual.p2Seconds(), 1));
        section.end();
        return deadlines;
    }
}
