package dev.sluice.event;

import java.time.Instant;
import java.util.List;

/**
 * A request that a human look at a stream. Repeats of the same cause raise the revision of one flag.
 *
 * @param flagId deterministic: stream, reason, reference, policy epoch
 * @param revision from 1
 * @param state {@link #OPEN}, {@link #UPDATED} or {@link #CLEARED}
 * @param reason what led to it: {@link #SIGNATURE}, {@link #CHAT} or another of the constants
 * @param priority P0 (now) .. P3
 * @param deadline when a human should have looked
 * @param recommendedAction REVIEW, REVIEW_P0 or KILL
 * @param whyNotMore why the recommended action is not a stronger one, one sentence per failed condition
 * @param risk 0..1 with the share of each piece of evidence
 * @param related other streams with the same content
 * @param timeline what led to the flag, in order; of more than {@link #LONGEST_TIMELINE} moments the last are kept
 * @param causedAtMillis when the broker took in the record that led to this revision, epoch milliseconds; 0 if none did
 *     (look-back, decay)
 */
public record Flag(
        String flagId,
        int revision,
        String state,
        String streamId,
        String accountId,
        String reason,
        String category,
        String priority,
        Instant deadline,
        String recommendedAction,
        List<String> whyNotMore,
        List<Match> matches,
        List<ChatHit> chatHits,
        double risk,
        List<RiskTerm> riskTerms,
        List<Related> related,
        List<Moment> timeline,
        Coverage coverage,
        FrameEvidence frame,
        long causedAtMillis,
        Versions versions,
        Instant at) {
    public static final String OPEN = "OPEN";
    public static final String UPDATED = "UPDATED";
    public static final String CLEARED = "CLEARED";
    /** A known fingerprint. */
    public static final String SIGNATURE = "SIGNATURE";
    /** What viewers write. */
    public static final String CHAT = "CHAT";
    /** Reports of viewers. */
    public static final String REPORTS = "REPORTS";
    /** Reports or chat that say that somebody is in danger now. */
    public static final String IMMINENT_HARM = "IMMINENT_HARM";
    /** Pieces of evidence of which none suffices by itself. */
    public static final String RISK = "RISK";
    /** A rule of the policy. */
    public static final String RULE = "RULE";
    /** Viewers attack the streamer; the flag is for the streamer's protection. */
    public static final String RAID = "RAID";
    /** The same content as another stream's that was flagged or ended. */
    public static final String RESTREAM = "RESTREAM";
    /** The account is blocked. */
    public static final String BLOCKED_ACCOUNT = "BLOCKED_ACCOUNT";
    /** What another system makes of the stream. */
    public static final String SIGNAL = "SIGNAL";
    /** A kill that was sent, and of which nobody said that it ended the stream. */
    public static final String KILL_UNACKNOWLEDGED = "KILL_UNACKNOWLEDGED";

    /** Most moments of a timeline. */
    public static final int LONGEST_TIMELINE = 20;

    public Flag {
        whyNotMore = whyNotMore == null ? List.of() : List.copyOf(whyNotMore);
        matches = matches == null ? List.of() : List.copyOf(matches);
        chatHits = chatHits == null ? List.of() : List.copyOf(chatHits);
        riskTerms = riskTerms == null ? List.of() : List.copyOf(riskTerms);
        related = related == null ? List.of() : List.copyOf(related);
        timeline = timeline == null
                ? List.of()
                : List.copyOf(timeline.subList(Math.max(0, timeline.size() - LONGEST_TIMELINE), timeline.size()));
    }

    /** The same flag with other reasons why its action is not a stronger one. */
    public Flag because(List<String> reasons) {
        return new Flag(
                flagId,
                revision,
                state,
                streamId,
                accountId,
                reason,
                category,
                priority,
                deadline,
                recommendedAction,
                reasons,
                matches,
                chatHits,
                risk,
                riskTerms,
                related,
                timeline,
                coverage,
                frame,
                causedAtMillis,
                versions,
                at);
    }

    /**
     * What matched: the best frame match with a signature and, for a video, how far a sequence aligned.
     *
     * @param distance of the best frame, in bits
     * @param alignedFrames distinct frames on one offset, 1 for a single frame match
     * @param spanMillis media time between the first and last of them
     * @param partial whether the best frame's picture was incomplete
     * @param crop what was cut off each side of the reference to match, per mille
     * @param part the half of the reference that matches, or how the reference was cut or turned to match; empty for none of these
     * @param speed of the stream, times the reference's
     * @param streamFromMillis media time at which the aligned part begins
     * @param streamToMillis media time up to which it was seen
     * @param referenceFromMillis where the aligned part begins in the reference
     * @param referenceToMillis up to where it was seen
     * @param referenceShare share of the reference that was seen, 0..1
     * @param streamShare share of the stream's last minute that the reference explains, 0..1
     */
    public record Match(
            String bank,
            String signatureId,
            int distance,
            String variant,
            long referenceMillis,
            long streamMillis,
            int alignedFrames,
            long spanMillis,
            boolean sequence,
            boolean partial,
            int crop,
            String part,
            double speed,
            long streamFromMillis,
            long streamToMillis,
            long referenceFromMillis,
            long referenceToMillis,
            double referenceShare,
            double streamShare) {
        public Match {
            part = part == null ? "" : part;
        }
    }

    /** A term of the policy that viewers wrote, without the text around it. */
    public record ChatHit(String term, String category, int count, int speakers) {}

    /** One piece of evidence and its present weight, 0..1. */
    public record RiskTerm(String group, String name, double weight) {}

    /**
     * Another stream with the same content.
     *
     * @param accountId who streams it; empty if not known
     * @param frames how many frames the two have in common
     */
    public record Related(String streamId, String accountId, int frames) {
        public Related {
            accountId = accountId == null ? "" : accountId;
        }
    }

    /**
     * One step towards the flag.
     *
     * @param what happened, in a few words
     */
    public record Moment(Instant at, String what) {}

    /** How much of the stream was looked at. */
    public record Coverage(long framesSeen, long framesSampled, long framesShed) {}

    /** The frame behind the flag: where its record stood and the digest of its bytes. */
    public record FrameEvidence(
            String topic,
            int partition,
            long offset,
            long sequence,
            long ptsMillis,
            String sha256,
            long appendedAtMillis) {}
}
