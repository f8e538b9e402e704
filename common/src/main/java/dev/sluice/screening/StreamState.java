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
 * @param recent frames of the look-back window, oldest first, at most {@link #MOST_RECENT}
 * @param votes one per signature that ever matched, at most {@link #MOST_VOTES}
 * @param chat one per term that viewers used
 * @param flags that are open
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
        List<SequenceVote> votes,
        List<ChatTally> chat,
        List<OpenFlag> flags,
        KillState kill,
        long directiveUntilMillis,
        long endedAtMillis,
        long lastSeenMillis) {
    /** Ten minutes at two frames a second. */
    static final int MOST_RECENT = 1200;

    static final int MOST_VOTES = 32;

    public StreamState {
        coverage = coverage == null ? new Flag.Coverage(0, 0, 0) : coverage;
        recent = recent == null ? List.of() : List.copyOf(recent);
        votes = votes == null ? List.of() : List.copyOf(votes);
        chat = chat == null ? List.of() : List.copyOf(chat);
        flags = flags == null ? List.of() : List.copyOf(flags);
        kill = kill == null ? new KillState(0, 0) : kill;
    }

    static StreamState fresh(String streamId) {
        return new StreamState(streamId, "", 0, "", null, List.of(), List.of(), List.of(), List.of(), null, 0, 0, 0);
    }

    /** How often, by whom and when last a term was used. */
    public record ChatTally(
            String term, String category, double weight, int count, List<String> speakers, long lastMillis) {
        static final int MOST_SPEAKERS = 50;

        public ChatTally {
            speakers = speakers == null ? List.of() : List.copyOf(speakers);
        }
    }

    /**
     * A flag as it was last published.
     *
     * @param band what must change for an update before the interval is over
     */
    public record OpenFlag(String flagId, int revision, String band, long publishedMillis, double peakRisk) {}

    /** The last kill: its epoch (0 if none) and until when it holds. */
    public record KillState(long epoch, long expiresAtMillis) {}
}
