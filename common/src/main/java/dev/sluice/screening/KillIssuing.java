package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.FlagDesk.Exhibit;
import dev.sluice.screening.StreamState.KillState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Asks for the end of a stream, at most one time while a kill holds. */
final class KillIssuing {
    static final String BY_SEQUENCE = "rule:aligned-sequence";
    static final String BY_BLOCK = "standing:blocked-account";
    static final String BY_REVIEWERS = "reviewers";

    /** One is asked for again when the last has expired, and people's answers are awaited for an hour. */
    private static final long MOST_EARLIER = 64;

    private final Policy policy;
    private final FlagDesk flags;

    KillIssuing(Policy policy, FlagDesk flags) {
        this.policy = policy;
        this.flags = flags;
    }

    /** The kill of this stream that a flag says nobody acknowledged; empty if the flag is about something else. */
    Optional<String> unacknowledged(Draft draft, String flagId) {
        long newest = draft.kill.epoch();
        return LongStream.rangeClosed(Math.max(1, newest - MOST_EARLIER), newest)
                .mapToObj(epoch -> id(draft, epoch))
                .filter(killId -> flagId.equals(KillFollowUp.flagId(draft.streamId, killId)))
                .findFirst();
    }

    private String id(Draft draft, long epoch) {
        return Ids.of("kill", draft.streamId, policy.document().epoch(), epoch);
    }

    /**
     * Issues a kill unless one holds.
     *
     * @param cause of the flag that says why
     * @param reason in a sentence
     * @param evidence what justifies it, for the digest
     */
    void issue(
            Draft draft, Cause cause, Exhibit exhibit, String reason, String authority, Risk risk, Object[] evidence) {
        if (draft.kill.epoch() > 0 && draft.nowMillis() < draft.kill.expiresAtMillis()) {
            return;
        }
        PolicyDocument document = policy.document();
        long epoch = draft.kill.epoch() + 1;
        Instant expiresAt = draft.now.plusSeconds(document.kills().expirySeconds());
        draft.kill = new KillState(epoch, expiresAt.toEpochMilli());
        Kill kill = new Kill(
                id(draft, epoch),
                epoch,
                draft.streamId,
                draft.accountId,
                List.of("end-session", "hold-key"),
                reason,
                cause.category(),
                authority,
                cause.flagId(),
                draft.now,
                expiresAt,
                Ids.sha256(evidence),
                draft.versions());
        Flag otherwise = flags.reserve(draft, cause.withheld(), exhibit, risk);
        draft.publish(new KillRequest(kill, otherwise));
    }
}
