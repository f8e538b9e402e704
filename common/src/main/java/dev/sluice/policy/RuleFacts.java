package dev.sluice.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What rules may ask about a stream at one moment. In an expression {@code stream.ageSeconds()} is
 * {@code stream.age_seconds}; {@link RuleContext} lists every name with its type. It holds what streamers and viewers
 * wrote, and is never logged.
 *
 * @param signals highest score of each label that trusted others gave the stream, 0..1
 * @param now the moment
 */
public record RuleFacts(
        Stream stream,
        Account account,
        Chat chat,
        Reports reports,
        Matches matches,
        Viewers viewers,
        Map<String, Double> signals,
        Incidents incident,
        Instant now) {
    /** A stream of which nothing is known. */
    public static RuleFacts unknown(Instant now) {
        return new RuleFacts(
                Stream.UNKNOWN,
                Account.UNKNOWN,
                Chat.NONE,
                Reports.NONE,
                Matches.NONE,
                new Viewers(0, 0),
                Map.of(),
                new Incidents(false, List.of()),
                now);
    }

    /**
     * The stream and what its streamer says of it.
     *
     * @param ageSeconds since its start
     * @param firstOfAccount whether its account never streamed before
     * @param viewers at last count
     * @param referrerHosts where viewers come from, most first
     */
    public record Stream(
            String id,
            String title,
            String category,
            List<String> tags,
            long ageSeconds,
            boolean firstOfAccount,
            long viewers,
            List<String> referrerHosts) {
        public static final Stream UNKNOWN = new Stream("", "", "", List.of(), 0, false, 0, List.of());
    }

    /**
     * Who streams.
     *
     * @param tier of vetting, as the publisher names it; empty if unknown
     * @param ageDays since it was made; -1 if unknown
     * @param strikes that still count
     * @param priorStreams before this one
     * @param confirmedSiblings related streams that a reviewer confirmed
     */
    public record Account(
            String tier, long ageDays, long strikes, long priorStreams, boolean blocked, long confirmedSiblings) {
        public static final Account UNKNOWN = new Account("", -1, 0, 0, false, 0);
    }

    /**
     * What viewers write.
     *
     * @param messagesPerMinute of late
     * @param baselinePerMinute the stream's own usual rate
     * @param burst the one over the other; 1 is usual
     * @param speakers distinct, of late
     * @param newSpeakers of these, those who never wrote in this stream before
     * @param hits present weight of terms and patterns by category, 0..1
     * @param hitSpeakers distinct speakers of them by category
     * @param waveAuthors accounts that wrote the same within a minute; 0 if fewer than the policy's wave
     * @param links messages of the last five minutes with a listed link, by category; counted up to 64
     * @param asksIfReal distinct speakers who ask whether this is real or call for the police
     */
    public record Chat(
            double messagesPerMinute,
            double baselinePerMinute,
            double burst,
            long speakers,
            long newSpeakers,
            Map<String, Double> hits,
            Map<String, Long> hitSpeakers,
            long waveAuthors,
            Map<String, Long> links,
            long asksIfReal) {
        public static final Chat NONE = new Chat(0, 0, 1, 0, 0, Map.of(), Map.of(), 0, Map.of(), 0);
    }

    /**
     * What viewers report.
     *
     * @param reporters distinct
     * @param credible of these, those whose reports were right more often than is usual
     * @param weighted their combined weight by each one's standing, 0..1
     * @param byReason reports by reason
     */
    public record Reports(long count, long reporters, long credible, double weighted, Map<String, Long> byReason) {
        public static final Reports NONE = new Reports(0, 0, 0, 0, Map.of());
    }

    /**
     * What matches signatures.
     *
     * @param count of frames that match
     * @param sequences of videos that align
     * @param closest distance in bits; 256 if nothing matches
     * @param evasion whether a match was found only in an altered picture
     */
    public record Matches(
            long count, long sequences, long closest, List<String> banks, List<String> categories, boolean evasion) {
        public static final int NO_DISTANCE = 256;
        public static final Matches NONE = new Matches(0, 0, NO_DISTANCE, List.of(), List.of(), false);
    }

    /**
     * How many watch.
     *
     * @param slope change of the natural logarithm of their number per minute; 0.69 is a doubling
     */
    public record Viewers(long now, double slope) {}

    /** Declared incidents that are about the stream. */
    public record Incidents(boolean active, List<String> names) {}
}
