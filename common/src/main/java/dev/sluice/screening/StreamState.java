package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.match.SequenceVote;
import java.util.List;

/**
 * All that is remembered of one stream. Immutable.
 *
 * @param catalogueVersion against which the recent frames were matched
 * @param policyVersion under which they were matched
 * @param recent the frames of a state that version 0.1.0 saved, which kept them unpacked; empty once it is read
 * @param frames of the look-back window, at most {@link #MOST_RECENT}
 * @param votes one per signature that ever matched, at most {@link #MOST_VOTES}
 * @param hypotheses known videos that it may show
 * @param chat one per term that viewers used
 * @param flags that were published, at most {@link #MOST_FLAGS}
 * @param activity who chats and how much
 * @param reports by viewers, one per reporter and reason
 * @param scores of external sources, one per source and label
 * @param inherited what earlier streams of the account aligned with
 * @param resembling other accounts' streams that showed the same pictures
 * @param siblingMillis when a sibling was last confirmed, 0 if none was
 * @param timeline what led to the flags, at most {@link #MOST_MOMENTS}
 * @param endedAtMillis when the stream ended, 0 while it is live
 * @param lastSeenMillis when anything was last heard of it
 */
public record StreamState(
        String streamId,
        String accountId,
        long catalogueVersion,
        String policyVersion,
        Flag.Coverage coverage,
        List<FrameFingerprints> recent,
        RecentFrames frames,
        List<SequenceVote> votes,
        Hypotheses hypotheses,
        List<ChatTally> chat,
        List<OpenFlag> flags,
        KillState kill,
        Asked asked,
        StreamProfile profile,
        Standing standing,
        ChatActivity activity,
        List<Reported> reports,
        List<Score> scores,
        List<Inherited> inherited,
        List<Resembling> resembling,
        long siblingMillis,
        Judgement judgement,
        RuleMemory rules,
        List<Flag.Moment> timeline,
        long endedAtMillis,
        long lastSeenMillis) {
    /** Ten minutes at two frames a second. */
    static final int MOST_RECENT = 1200;

    static final int MOST_VOTES = 32;
    static final int MOST_TERMS = 64;
    static final int MOST_REPORTS = 256;
    static final int MOST_SCORES = 32;
    static final int MOST_INHERITED = 16;
    static final int MOST_RESEMBLING = 64;
    static final int MOST_MOMENTS = 20;
    static final int MOST_FLAGS = 128;

    public StreamState {
        coverage = coverage == null ? new Flag.Coverage(0, 0, 0) : coverage;
        frames = frames == null ? RecentFrames.of(recent) : frames;
        recent = List.of();
        votes = votes == null ? List.of() : List.copyOf(votes);
        hypotheses = hypotheses == null ? Hypotheses.NONE : hypotheses;
        chat = chat == null ? List.of() : List.copyOf(chat);
        flags = flags == null ? List.of() : List.copyOf(flags);
        kill = kill == null ? new KillState(0, 0) : kill;
        asked = asked == null ? new Asked(0, 0, "") : asked;
        profile = profile == null ? StreamProfile.UNKNOWN : profile;
        standing = standing == null ? Standing.UNKNOWN : standing;
        activity = activity == null ? ChatActivity.NONE : activity;
        reports = reports == null ? List.of() : List.copyOf(reports);
        scores = scores == null ? List.of() : List.copyOf(scores);
        inherited = inherited == null ? List.of() : List.copyOf(inherited);
        resembling = resembling == null ? List.of() : List.copyOf(resembling);
        judgement = judgement == null ? Judgement.NONE : judgement;
        rules = rules == null ? RuleMemory.NONE : rules;
        timeline = timeline == null ? List.of() : List.copyOf(timeline);
    }

    static StreamState fresh(String streamId) {
        return new StreamState(
                streamId, "", 0, "", null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, 0, null, null, null, 0, 0);
    }

    /** Whether time alone may change what is decided: evidence fades, flags clear, rules are due. */
    boolean needsTime() {
        return rules.due() || !rules.held().isEmpty() || flags.stream().anyMatch(OpenFlag::fades);
    }

    /** How often, by whom and when last a term was used. */
    public record ChatTally(
            String term, String category, double weight, int count, List<Integer> speakers, long lastMillis) {
        static final int MOST_SPEAKERS = 50;

        public ChatTally {
            speakers = speakers == null ? List.of() : List.copyOf(speakers);
        }

        /** What it weighs: each further speaker is evidence, each further message of the same one is not. */
        double said() {
            return 1 - Math.pow(1 - weight, speakers.size());
        }
    }

    /**
     * A flag as it was last published.
     *
     * @param reason why it was raised
     * @param category of the policy; empty in a flag that version 0.1.0 kept
     * @param subject what it is about: the signature as {@code bank/id}, or the rule, or empty
     * @param band what must change for an update before the interval is over
     * @param belowSinceMillis since when its risk has been low enough to clear, 0 if it is not
     * @param mutedUntilMillis until when a reviewer's answer keeps it quiet, 0 if there is none
     */
    public record OpenFlag(
            String flagId,
            String reason,
            String category,
            String subject,
            int revision,
            String band,
            long publishedMillis,
            double peakRisk,
            long belowSinceMillis,
            long mutedUntilMillis) {
        public OpenFlag {
            category = category == null ? "" : category;
        }

        /** Whether it clears by itself when its evidence fades. */
        boolean fades() {
            return !Flag.CLEARED.equals(band) && (Flag.CHAT.equals(reason) || Flag.RISK.equals(reason));
        }

        OpenFlag mutedUntil(long millis) {
            return with(revision, belowSinceMillis, millis);
        }

        OpenFlag belowSince(long millis) {
            return with(revision, millis, mutedUntilMillis);
        }

        /** With a revision that another operator may publish. */
        OpenFlag reserved() {
            return with(revision + 1, belowSinceMillis, mutedUntilMillis);
        }

        private OpenFlag with(int revision, long belowSinceMillis, long mutedUntilMillis) {
            return new OpenFlag(
                    flagId,
                    reason,
                    category,
                    subject,
                    revision,
                    band,
                    publishedMillis,
                    peakRisk,
                    belowSinceMillis,
                    mutedUntilMillis);
        }
    }

    /** The last kill: its epoch (0 if none) and until when it holds. */
    public record KillState(long epoch, long expiresAtMillis) {}

    /** The last directive: its rate, and until when it holds. */
    public record Asked(double framesPerSecond, long untilMillis, String redirect) {
        public Asked {
            redirect = redirect == null ? "" : redirect;
        }
    }
}
