package dev.sluice.screening;

import dev.sluice.event.Decision;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.KillAck;
import dev.sluice.event.VerdictEvent;
import dev.sluice.event.Versions;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Awaits the acknowledgement of each kill: sends the same kill again when none comes in time, never after its expiry, and
 * at last raises a P0 flag, as a stream that should have ended goes on. Pure.
 */
public final class KillFollowUp {
    /** After people were told, a late acknowledgement still takes the flag back for so long; chosen. */
    private static final long LATE_MILLIS = 3_600_000;

    /** Answers that leave nobody else to ask. */
    private static final Set<String> DECIDING = Set.of(
            VerdictEvent.CONFIRM,
            VerdictEvent.REJECT,
            VerdictEvent.NEWS_CONTEXT,
            VerdictEvent.COUNTER_SPEECH,
            VerdictEvent.DUPLICATE);

    private final PolicyDocument document;
    private final Versions versions;

    public KillFollowUp(Policy policy, String jobVersion) {
        this.document = policy.document();
        this.versions = new Versions(jobVersion, policy.version(), 0);
    }

    /**
     * What became of a pending kill.
     *
     * @param pending null once nothing more is awaited
     * @param again the kill, if it is to be sent again; else null
     * @param flag for people; null if there is nothing new to tell
     */
    public record Result(PendingKill pending, Kill again, Flag flag, List<Decision> decisions) {
        private static Result unchanged(PendingKill pending) {
            return new Result(pending, null, null, List.of());
        }
    }

    /**
     * A kill was released.
     *
     * @param known what is known of a kill with its id; null if nothing is
     * @return empty if the policy awaits no acknowledgements
     */
    public Optional<PendingKill> released(PendingKill known, KillRequest request, Instant now) {
        if (known != null) {
            return Optional.of(known);
        }
        if (document.kills().acknowledgeSeconds() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new PendingKill(request.kill(), request.otherwise(), nextMillis(request.kill(), now), 1, 0, ""));
    }

    /** Lets time pass; to be called at {@link PendingKill#nextMillis} or later. */
    public Result tick(PendingKill pending, Instant now) {
        if (now.toEpochMilli() < pending.nextMillis()) {
            return Result.unchanged(pending);
        }
        if (pending.isTold() || document.kills().acknowledgeSeconds() == 0) {
            return Result.unchanged(null);
        }
        Kill kill = pending.kill();
        if (!now.isBefore(kill.expiresAt())) {
            return trouble(pending, "it expired without an acknowledgement, " + sent(pending), now);
        }
        if (pending.sent() > document.kills().repeats()) {
            return trouble(pending, "nobody acknowledged it, " + sent(pending), now);
        }
        PendingKill after = new PendingKill(kill, pending.evidence(), nextMillis(kill, now), pending.sent() + 1, 0, "");
        String why = "no acknowledgement within " + document.kills().acknowledgeSeconds() + " seconds";
        return new Result(after, kill, null, List.of(decision(kill, "KILL_REPEATED", why, now)));
    }

    /** The stopper answers a pending kill. */
    public Result answer(PendingKill pending, KillAck ack, Instant now) {
        Kill kill = pending.kill();
        if (!kill.streamId().equals(ack.streamId())) {
            // Whoever mixes streams up has perhaps ended the wrong one; the right one is still live.
            return ignored(pending, ack, "the acknowledgement names another stream than the kill", now);
        }
        return switch (ack.result()) {
            case KillAck.APPLIED, KillAck.ALREADY -> ended(pending, ack, now);
            case KillAck.EXPIRED, KillAck.REJECTED, KillAck.FAILED ->
                trouble(pending, "the stopper answered " + ack.result(), now);
            default -> ignored(pending, ack, "no such result; results are " + KillAck.RESULTS, now);
        };
    }

    /**
     * A reviewer answers the flag that says that nobody acknowledged a kill: whoever decides takes it on, and nothing more is
     * awaited.
     *
     * @param pending null if nothing waits any more
     */
    public Result judged(PendingKill pending, KillVerdict answer, Instant now) {
        VerdictEvent verdict = answer.verdict();
        if (pending == null || !pending.isTold()) {
            String why = "no such flag waits for an answer";
            return new Result(pending, null, null, List.of(judgement("VERDICT_IGNORED", answer, why, now)));
        }
        String said = verdict.decision() + " by " + verdict.reviewer();
        List<Decision> decisions = List.of(judgement("VERDICT", answer, said, now));
        if (!DECIDING.contains(verdict.decision())) {
            return new Result(pending, null, null, decisions);
        }
        return new Result(
                null,
                null,
                flag(pending, Flag.CLEARED, "a reviewer answers with " + verdict.decision(), now),
                decisions);
    }

    private Decision judgement(String action, KillVerdict answer, String why, Instant now) {
        VerdictEvent verdict = answer.verdict();
        List<String> reasons = List.of(why, Flag.KILL_UNACKNOWLEDGED + " " + answer.killId());
        return decision(verdict.streamId(), action, verdict.flagId(), why, reasons, versions, now);
    }

    /** The audit record of an answer to a kill that does not wait for one. */
    public Decision unasked(KillAck ack, Instant now) {
        String why = "no kill with this id waits for an acknowledgement";
        return decision(ack.streamId(), "KILL_ACK_IGNORED", ack.killId(), ack.result(), List.of(why), versions, now);
    }

    private Result ended(PendingKill pending, KillAck ack, Instant now) {
        Flag flag = null;
        if (pending.isTold()) {
            flag = flag(pending, Flag.CLEARED, "the kill was acknowledged late: " + ack.result(), now);
        }
        return new Result(
                null,
                null,
                flag,
                List.of(decision(pending.kill(), "KILL_ACKNOWLEDGED", ack.result() + ", " + sent(pending), now)));
    }

    private Result trouble(PendingKill pending, String why, Instant now) {
        if (why.equals(pending.trouble())) {
            return Result.unchanged(pending);
        }
        Kill kill = pending.kill();
        String state = pending.isTold() ? Flag.UPDATED : Flag.OPEN;
        Flag flag = flag(pending, state, "kill " + kill.killId() + ": " + why, now);
        PendingKill told = new PendingKill(
                kill,
                pending.evidence(),
                now.toEpochMilli() + LATE_MILLIS,
                pending.sent(),
                pending.revision() + 1,
                why);
        return new Result(told, null, flag, List.of(decision(kill, "KILL_UNACKNOWLEDGED", why, now)));
    }

    private static Result ignored(PendingKill pending, KillAck ack, String why, Instant now) {
        return new Result(
                pending,
                null,
                null,
                List.of(decision(pending.kill(), "KILL_ACK_IGNORED", ack.result() + ": " + why, now)));
    }

    private Flag flag(PendingKill pending, String state, String why, Instant now) {
        Flag evidence = pending.evidence();
        Kill kill = pending.kill();
        boolean open = !state.equals(Flag.CLEARED);
        List<Flag.Moment> timeline = new ArrayList<>(evidence.timeline());
        timeline.add(new Flag.Moment(now, why));
        return new Flag(
                flagId(kill.streamId(), kill.killId()),
                pending.revision() + 1,
                state,
                kill.streamId(),
                kill.accountId(),
                Flag.KILL_UNACKNOWLEDGED,
                kill.ground(),
                "P0",
                now.plusSeconds(document.deadlines().p0Seconds()),
                open ? Cause.REVIEW_P0 : Cause.REVIEW,
                List.of(why),
                evidence.matches(),
                evidence.chatHits(),
                evidence.risk(),
                evidence.riskTerms(),
                evidence.related(),
                timeline,
                evidence.coverage(),
                evidence.frame(),
                0,
                kill.versions(),
                now);
    }

    /** The flag that says that nobody acknowledged a kill. */
    static String flagId(String streamId, String killId) {
        return Ids.of("flag", streamId, Flag.KILL_UNACKNOWLEDGED, killId);
    }

    private static String sent(PendingKill pending) {
        return pending.sent() == 1 ? "sent once" : "sent " + pending.sent() + " times";
    }

    private long nextMillis(Kill kill, Instant now) {
        long awaited = now.toEpochMilli() + document.kills().acknowledgeSeconds() * 1000;
        return Math.min(awaited, kill.expiresAt().toEpochMilli());
    }

    private static Decision decision(Kill kill, String action, String why, Instant at) {
        return decision(kill.streamId(), action, kill.killId(), why, List.of(why), kill.versions(), at);
    }

    /** @param distinction tells decisions apart that follow from the same at the same time */
    private static Decision decision(
            String streamId,
            String action,
            String reference,
            String distinction,
            List<String> reasons,
            Versions versions,
            Instant at) {
        String id = Ids.of("decision", streamId, action, reference, distinction, at);
        return new Decision(id, streamId, action, reference, 0, reasons, versions, at);
    }
}
