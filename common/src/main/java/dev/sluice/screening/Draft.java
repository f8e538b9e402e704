package dev.sluice.screening;

import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Versions;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.match.Alignment;
import dev.sluice.match.FrameMatch;
import dev.sluice.match.SequenceVote;
import dev.sluice.screening.StreamState.ChatTally;
import dev.sluice.screening.StreamState.KillState;
import dev.sluice.screening.StreamState.OpenFlag;
import dev.sluice.signature.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stream's state while one event is worked in, and what comes out of it. Lives for one step. */
final class Draft {
    final String streamId;
    final Instant now;
    final List<FrameFingerprints> recent;
    final List<SequenceVote> votes;
    final List<ChatTally> chat;
    final List<OpenFlag> openFlags;
    /** Signatures with a new match in this step. */
    final Map<Signature, SequenceVote> touched = new LinkedHashMap<>();

    String accountId;
    Flag.Coverage coverage;
    KillState kill;
    long directiveUntilMillis;
    long endedAtMillis;
    long lastSeenMillis;
    /** When the broker took in the record that is worked in, 0 if only time passes. */
    long causedAtMillis;

    private final Versions versions;
    /** By identity: equal sequences are rare, and comparing them costs as much as aligning one. */
    private final IdentityHashMap<SequenceVote, Alignment> alignments = new IdentityHashMap<>();

    private final List<Flag> flags = new ArrayList<>();
    private final List<Kill> kills = new ArrayList<>();
    private final List<Directive> directives = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();

    Draft(StreamState state, Versions versions, Instant now) {
        this.streamId = state.streamId();
        this.now = now;
        this.versions = versions;
        this.recent = new ArrayList<>(state.recent());
        this.votes = new ArrayList<>(state.votes());
        this.chat = new ArrayList<>(state.chat());
        this.openFlags = new ArrayList<>(state.flags());
        this.accountId = state.accountId();
        this.coverage = state.coverage();
        this.kill = state.kill();
        this.directiveUntilMillis = state.directiveUntilMillis();
        this.endedAtMillis = state.endedAtMillis();
        this.lastSeenMillis = state.lastSeenMillis();
    }

    void remember(FrameFingerprints frame, long windowMillis) {
        coverage = frame.coverage();
        if (!frame.accountId().isEmpty()) {
            accountId = frame.accountId();
        }
        FrameFingerprints kept = frame.remembered();
        boolean same = !recent.isEmpty()
                && recent.get(recent.size() - 1).fingerprints().equals(kept.fingerprints());
        if (!same) {
            recent.add(kept);
        }
        recent.removeIf(old -> old.ptsMillis() < frame.ptsMillis() - windowMillis);
        if (recent.size() > StreamState.MOST_RECENT) {
            recent.remove(0);
        }
    }

    void vote(FrameMatch match) {
        Signature signature = match.known().signature();
        SequenceVote vote = null;
        for (SequenceVote known : votes) {
            if (known.bank().equals(signature.bank()) && known.signatureId().equals(signature.id())) {
                vote = known;
            }
        }
        votes.remove(vote);
        SequenceVote more =
                (vote == null ? new SequenceVote(signature.bank(), signature.id(), List.of()) : vote).with(match);
        votes.add(more);
        if (votes.size() > StreamState.MOST_VOTES) {
            votes.remove(0);
        }
        touched.put(signature, more);
    }

    /** How far a sequence agrees, found once per step. */
    Alignment alignment(SequenceVote votes, KillInterlocks interlocks) {
        return alignments.computeIfAbsent(votes, interlocks::alignment);
    }

    /** A sequence that a frame continued. */
    void replace(SequenceVote votes, SequenceVote longer, Signature signature) {
        this.votes.remove(votes);
        this.votes.add(longer);
        touched.put(signature, longer);
    }

    void hear(ChatHits hits) {
        for (ChatHits.Hit hit : hits.terms()) {
            ChatTally tally = new ChatTally(hit.term(), hit.category(), hit.weight(), 0, List.of(), 0);
            for (ChatTally known : chat) {
                if (known.term().equals(hit.term())) {
                    tally = known;
                }
            }
            chat.remove(tally);
            List<String> speakers = new ArrayList<>(tally.speakers());
            if (!speakers.contains(hits.authorId()) && speakers.size() < ChatTally.MOST_SPEAKERS) {
                speakers.add(hits.authorId());
            }
            chat.add(new ChatTally(
                    hit.term(), hit.category(), hit.weight(), tally.count() + 1, speakers, now.toEpochMilli()));
        }
    }

    void live(StreamEvent event) {
        if (event.account() != null && event.account().id() != null) {
            accountId = event.account().id();
        }
        if (StreamEvent.ENDED.equals(event.phase())) {
            endedAtMillis = now.toEpochMilli();
        } else if (StreamEvent.STARTED.equals(event.phase())) {
            endedAtMillis = 0;
        }
    }

    Flag.FrameEvidence evidenceAt(long ptsMillis) {
        for (int i = recent.size() - 1; i >= 0; i--) {
            if (recent.get(i).ptsMillis() == ptsMillis) {
                return recent.get(i).evidence();
            }
        }
        return null;
    }

    Optional<OpenFlag> openFlag(String flagId) {
        return openFlags.stream().filter(flag -> flag.flagId().equals(flagId)).findFirst();
    }

    void publish(Flag flag, String band, double risk) {
        openFlags.removeIf(open -> open.flagId().equals(flag.flagId()));
        openFlags.add(new OpenFlag(flag.flagId(), flag.revision(), band, now.toEpochMilli(), risk));
        flags.add(flag);
        String action =
                switch (flag.state()) {
                    case Flag.OPEN -> "FLAG";
                    case Flag.CLEARED -> "FLAG_CLEAR";
                    default -> "FLAG_UPDATE";
                };
        List<String> reasons = new ArrayList<>();
        reasons.add(flag.reason() + " " + flag.category() + " " + flag.priority() + " " + flag.recommendedAction());
        reasons.addAll(flag.whyNotMore());
        String reference = flag.flagId() + "/" + flag.revision();
        decide(action, reference, reference, flag.risk(), reasons);
    }

    void publish(Kill command, double risk) {
        kills.add(command);
        decide("KILL", command.killId(), command.killId(), risk, List.of(command.reason()));
    }

    void publish(Directive directive, double risk) {
        directives.add(directive);
        // A renewal is a decision of its own, told apart by the record that led to it, the same in every replay.
        Object cause = causedAtMillis > 0 ? causedAtMillis : directive.until();
        decide("DIRECTIVE", "", cause, risk, List.of(directive.reason()));
    }

    private void decide(String action, String reference, Object distinction, double risk, List<String> reasons) {
        String id = Ids.of("decision", streamId, action, distinction, reasons);
        decisions.add(new Decision(id, streamId, action, reference, risk, reasons, versions, now));
    }

    Step step() {
        StreamState state = new StreamState(
                streamId,
                accountId,
                versions.catalogue(),
                versions.policy(),
                coverage,
                recent,
                votes,
                chat,
                openFlags,
                kill,
                directiveUntilMillis,
                endedAtMillis,
                lastSeenMillis);
        return new Step(state, flags, kills, directives, decisions);
    }
}
