package dev.sluice.policy;

import dev.sluice.signature.Bank;
import dev.sluice.text.Link;
import dev.sluice.text.Term;
import dev.sluice.text.TermPattern;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The policy as it is written and published. {@link Policy#parse} reads it, gives what is left out its default (the
 * {@code DEFAULT} of each section) and refuses what is out of range.
 *
 * @param version named in every flag and decision
 * @param epoch part of every flag's and kill's id: a higher one makes flags anew
 * @param banks settings by bank; a bank not named may flag but never kill
 * @param terms what to look for in chat
 * @param termLists the same by lists; {@link #allTerms()} has both
 * @param patterns regular expressions to look for in chat
 * @param links hosts and addresses to look for in chat
 * @param rules in the order in which they are evaluated
 * @param lookbackSeconds how long a stream's fingerprints are kept to be matched again
 * @param publisherAllowList accounts that are never killed automatically
 */
public record PolicyDocument(
        String version,
        int epoch,
        List<Bank> banks,
        List<Term> terms,
        List<TermList> termLists,
        List<TermPattern> patterns,
        List<Link> links,
        List<Rule> rules,
        Sampling sampling,
        Sequence sequence,
        Risk risk,
        Chat chat,
        Reports reports,
        Kills kills,
        Verdicts verdicts,
        Restreams restreams,
        Standing standing,
        List<Redirect> redirects,
        Retention retention,
        Deadlines deadlines,
        long lookbackSeconds,
        List<String> publisherAllowList) {
    public PolicyDocument {
        banks = List.copyOf(banks);
        terms = List.copyOf(terms);
        termLists = List.copyOf(termLists);
        patterns = List.copyOf(patterns);
        links = List.copyOf(links);
        rules = List.copyOf(rules);
        redirects = List.copyOf(redirects);
        publisherAllowList = List.copyOf(publisherAllowList);
    }

    /** {@code terms} and those of all {@code term_lists}. */
    public List<Term> allTerms() {
        return Stream.concat(terms.stream(), termLists.stream().flatMap(TermList::each))
                .toList();
    }

    /** The same policy under another version, with what incidents change. */
    PolicyDocument with(String newVersion, List<Bank> newBanks, Sampling newSampling, Risk newRisk) {
        return new PolicyDocument(
                newVersion,
                epoch,
                newBanks,
                terms,
                termLists,
                patterns,
                links,
                rules,
                newSampling,
                sequence,
                newRisk,
                chat,
                reports,
                kills,
                verdicts,
                restreams,
                standing,
                redirects,
                retention,
                deadlines,
                lookbackSeconds,
                publisherAllowList);
    }

    /**
     * How many frames of a stream are looked at, in frames per second of media time.
     *
     * @param framesPerSecond of a stream without evidence
     * @param riskyFramesPerSecond after a first match, for {@code riskySeconds}
     * @param floorFramesPerSecond what every stream keeps when the source lags
     * @param shedAfterSeconds lag, of the partition that lags most, from which streams without evidence fall to the floor
     * @param burstFramesPerSecond most frames per second of wall time that one stream may cost
     * @param tiers frames per second of a stream without evidence, by its account's vetting tier
     */
    public record Sampling(
            double framesPerSecond,
            double riskyFramesPerSecond,
            long riskySeconds,
            double floorFramesPerSecond,
            double shedAfterSeconds,
            double burstFramesPerSecond,
            SortedMap<String, Double> tiers) {
        public static final Sampling DEFAULT = new Sampling(2, 4, 60, 0.2, 1, 8, Sorted.copyOf(null));

        public Sampling {
            tiers = Sorted.copyOf(tiers);
        }

        /** The rate of a stream without evidence; of a tier that the policy does not name, the general one. */
        public double baseFramesPerSecond(String tier) {
            return tier == null ? framesPerSecond : tiers.getOrDefault(tier, framesPerSecond);
        }
    }

    /**
     * When frame matches become a sequence match.
     *
     * @param frames distinct frames on one offset
     * @param spanMillis that they must cover
     */
    public record Sequence(int frames, long spanMillis) {
        public static final Sequence DEFAULT = new Sequence(5, 4000);
    }

    /**
     * @param raise risk from which a stream is flagged without a match, 0..1
     * @param clear risk below which that flag clears, under {@code raise}
     * @param holdSeconds for how long the risk must have been below {@code clear}
     * @param matchHalfLifeSeconds that of the group {@code match}
     * @param chatHalfLifeSeconds that of the group {@code chat}
     * @param groups all of {@link #GROUPS}
     */
    public record Risk(
            double raise,
            double clear,
            long holdSeconds,
            long matchHalfLifeSeconds,
            long chatHalfLifeSeconds,
            SortedMap<String, Group> groups) {
        /** The groups of evidence: the strongest piece of each counts, and they combine by noisy-or. */
        public static final List<String> GROUPS =
                List.of("match", "evasion", "chat", "reports", "standing", "viewers", "signals", "siblings");

        /** Chosen: a match and chat count in full as they always did; what is easily had by accident or malice less. */
        private static final Map<String, Group> USUAL = Map.of(
                "match", new Group(1, 600),
                "evasion", new Group(0.3, 600),
                "chat", new Group(1, 120),
                "reports", new Group(1, 900),
                "standing", new Group(0.4, 2_592_000),
                "viewers", new Group(0.3, 300),
                "signals", new Group(0.5, 300),
                "siblings", new Group(0.5, 1800));

        public static final Risk DEFAULT = new Risk(0.6, 0.3, 30, 600, 120, Sorted.copyOf(USUAL));

        public Risk {
            groups = Sorted.copyOf(groups);
        }

        /** How a group of evidence counts. */
        public Group group(String name) {
            return groups.get(name);
        }
    }

    /**
     * How a group of evidence counts.
     *
     * @param weight by which each piece's own weight is multiplied, 0..1: the most that the group can add
     * @param halfLifeSeconds how fast its pieces fade
     */
    public record Group(double weight, long halfLifeSeconds) {}

    /**
     * When chat is out of the ordinary.
     *
     * @param burstFactor messages per minute, as a multiple of the stream's own baseline, from which it is a burst
     * @param waveAuthors accounts that write the same within a minute, from which it is a copy-paste wave
     * @param raidNewAuthors accounts new to the chat within a minute, from which it is a raid on the streamer
     */
    public record Chat(double burstFactor, int waveAuthors, int raidNewAuthors) {
        public static final Chat DEFAULT = new Chat(4, 5, 20);
    }

    /**
     * What viewers' reports count.
     *
     * @param weight of one reporter with no history, 0..1
     * @param cap most that reports alone can add to the risk, below 1: reports can be bought
     * @param burstReporters distinct reporters within a minute, from which it is a burst
     * @param imminentReasons reasons that mean that somebody may be hurt soon
     * @param imminentDeadlineSeconds deadline of the flag of such a report
     */
    public record Reports(
            double weight, double cap, int burstReporters, List<String> imminentReasons, long imminentDeadlineSeconds) {
        public static final Reports DEFAULT = new Reports(0.15, 0.5, 5, List.of("imminent-harm"), 60);

        public Reports {
            imminentReasons = List.copyOf(imminentReasons);
        }
    }

    /**
     * @param mode {@link #ENFORCE}, or {@link #REVIEW}: every kill becomes a P0 flag
     * @param expirySeconds how long a kill is valid
     * @param perMinute most automatic kills in a minute; more become P0 flags
     * @param perHour most automatic kills in an hour
     * @param signatureAccountsPerHour more unrelated accounts than this on one signature in an hour, and it no longer kills
     * @param reviewers people who must agree to a kill that reviewers ask for, 1 or 2
     * @param blockedAccounts whether a stream of a blocked account is killed at its start ({@link #ENFORCE}) or flagged
     * @param acknowledgeSeconds for how long an acknowledgement is awaited before a kill is sent again; 0: none is awaited
     * @param repeats how often it is sent again, while it is valid, before people are told
     */
    public record Kills(
            String mode,
            long expirySeconds,
            int perMinute,
            int perHour,
            int signatureAccountsPerHour,
            int reviewers,
            String blockedAccounts,
            long acknowledgeSeconds,
            int repeats) {
        public static final String ENFORCE = "ENFORCE";
        public static final String REVIEW = "REVIEW";

        public static final Kills DEFAULT = new Kills(REVIEW, 300, 5, 60, 20, 1, REVIEW, 10, 3);
    }

    /**
     * What reviewers' verdicts do.
     *
     * @param bank the house bank that takes up the fingerprints of confirmed streams
     * @param disputedAfter rejects after which a signature is disputed and no longer kills
     */
    public record Verdicts(String bank, int disputedAfter) {
        public static final Verdicts DEFAULT = new Verdicts("confirmed", 3);
    }

    /**
     * When the same picture on several accounts is a ring of re-streams.
     *
     * @param accounts distinct accounts
     * @param windowSeconds within which they show it
     * @param frames that they must share
     */
    public record Restreams(int accounts, long windowSeconds, int frames) {
        public static final Restreams DEFAULT = new Restreams(3, 600, 5);
    }

    /**
     * What an account's past weighs in the group {@code standing}.
     *
     * @param newAccountDays an account younger than this is new
     * @param newAccountWeight of being new, 0..1
     * @param strikeWeight of one strike, 0..1; several combine by noisy-or
     */
    public record Standing(int newAccountDays, double newAccountWeight, double strikeWeight) {
        public static final Standing DEFAULT = new Standing(7, 0.2, 0.3);
    }

    /**
     * How long Sluice remembers.
     *
     * @param streamSeconds the state of a stream after its end; not less than the look-back
     */
    public record Retention(long streamSeconds) {
        public static final Retention DEFAULT = new Retention(3600);
    }

    /** Seconds until a human should have looked, per priority. */
    public record Deadlines(long p0Seconds, long p1Seconds, long p2Seconds) {
        public static final Deadlines DEFAULT = new Deadlines(60, 300, 1800);
    }
}
