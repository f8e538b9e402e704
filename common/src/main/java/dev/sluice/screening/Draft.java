package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Versions;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.match.FrameMatch;
import dev.sluice.match.SequenceVote;
import dev.sluice.screening.StreamState.Asked;
import dev.sluice.screening.StreamState.ChatTally;
import dev.sluice.screening.StreamState.KillState;
import dev.sluice.screening.StreamState.OpenFlag;
import dev.sluice.signature.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A stream's state while one event is worked in, and what comes out of it. Lives for one step. */
final class Draft {
    final String streamId;
    final Instant now;
    final List<SequenceVote> votes;
    final List<ChatTally> chat;
    final List<OpenFlag> openFlags;
    final List<Reported> reports;
    final List<Score> scores;
    final List<Inherited> inherited;
    final List<Resembling> resembling;
    final List<Flag.Moment> timeline;
    /** Signatures with a new match in this step. */
    final Map<Signature, SequenceVote> touched = new LinkedHashMap<>();

    RecentFrames recent;
    Hypotheses hypotheses;
    String accountId;
    Flag.Coverage coverage;
    KillState kill;
    Asked asked;
    StreamProfile profile;
    Standing standing;
    ChatActivity activity;
    long siblingMillis;
    Judgement judgement;
    RuleMemory rules;
    long endedAtMillis;
    long lastSeenMillis;
    /** Whether a report of this step says that somebody may be hurt soon. */
    boolean imminent;
    /** When the broker took in the record that is worked in, 0 if only time passes. */
    long causedAtMillis;
    /** Whether that record is a frame. */
    private boolean shows;

    private final Versions versions;
    private final List<Flag> flags = new ArrayList<>();
    private final List<KillRequest> kills = new ArrayList<>();
    private final List<Directive> directives = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<KillVerdict> verdicts = new ArrayList<>();
    private final List<SignatureUse> uses = new ArrayList<>();
    private final List<AccountNote> notes = new ArrayList<>();
    private final List<SignatureEvent> signatures = new ArrayList<>();

    Draft(StreamState state, Versions versions, Instant now) {
        this.streamId = state.streamId();
        this.now = now;
        this.versions = versions;
        this.recent = state.frames();
        this.votes = new ArrayList<>(state.votes());
        this.hypotheses = state.hypotheses();
        this.chat = new ArrayList<>(state.chat());
        this.openFlags = new ArrayList<>(state.flags());
        this.reports = new ArrayList<>(state.reports());
        this.scores = new ArrayList<>(state.scores());
        this.inherited = new ArrayList<>(state.inherited());
        this.resembling = new ArrayList<>(state.resembling());
        this.timeline = new ArrayList<>(state.timeline());
        this.accountId = state.accountId();
        this.coverage = state.coverage();
        this.kill = state.kill();
        this.asked = state.asked();
        this.profile = state.profile();
        this.standing = state.standing();
        this.activity = state.activity();
        this.siblingMillis = state.siblingMillis();
        this.judgement = state.judgement();
        this.rules = state.rules();
        this.endedAtMillis = state.endedAtMillis();
        this.lastSeenMillis = state.lastSeenMillis();
    }

    long nowMillis() {
        return now.toEpochMilli();
    }

    Versions versions() {
        return versions;
    }

    /** When what is worked in happened: by the broker's clock if a record led to it. */
    long atMillis() {
        return causedAtMillis > 0 ? causedAtMillis : nowMillis();
    }

    /** Whether its last kill, if there was one, is over and it has shown anything since. */
    boolean goesOnAfterKill() {
        if (kill.epoch() == 0) {
            return true;
        }
        // A picture like the last one is not remembered, so it may be newer than all that are.
        long shownMillis = shows
                ? causedAtMillis
                : recent.newest()
                        .map(frame -> frame.evidence().appendedAtMillis())
                        .orElse(0L);
        return shownMillis >= kill.expiresAtMillis();
    }

    void remember(FrameFingerprints frame, long windowMillis) {
        shows = true;
        coverage = frame.coverage();
        FrameFingerprints kept = frame.remembered();
        boolean same = recent.newest().filter(kept::showsTheSameAs).isPresent();
        recent = (same ? recent : recent.with(kept)).since(frame.ptsMillis() - windowMillis, StreamState.MOST_RECENT);
    }

    void vote(FrameMatch match) {
        Signature signature = match.known().signature();
        SequenceVote before =
                sequence(signature).or(() -> hypotheses.of(signature)).orElseGet(() -> SequenceVote.none(signature));
        votes.remove(before);
        adopt(before.with(match), signature, match.ptsMillis());
    }

    /** A sequence that is new, or was a hypothesis so far. */
    void adopt(SequenceVote sequence, Signature signature, long ptsMillis) {
        hypotheses = hypotheses.without(signature.bank(), signature.id());
        votes.add(sequence);
        if (votes.size() > StreamState.MOST_VOTES) {
            votes.remove(least(ptsMillis));
        }
        touched.put(signature, sequence);
    }

    /**
     * Which sequence to forget: one that a frame does not continue, the longest ago first; else, as one video may be on
     * more lists than are kept, the shortest of those that it does, so that the others can grow.
     */
    private SequenceVote least(long ptsMillis) {
        SequenceVote shortest = votes.get(votes.size() - 1);
        for (int i = votes.size() - 1; i >= 0; i--) {
            SequenceVote sequence = votes.get(i);
            shortest = sequence.votes().size() < shortest.votes().size() ? sequence : shortest;
        }
        return votes.stream()
                .filter(sequence -> !sequence.hasVoteAt(ptsMillis))
                .findFirst()
                .orElse(shortest);
    }

    /** What of a signature has matched the stream. */
    Optional<SequenceVote> sequence(Signature signature) {
        return votes.stream().filter(known -> known.isFor(signature)).findFirst();
    }

    /** From now on nothing of a signature counts, also not what was found in this very step. */
    void suppress(String subject) {
        judgement = judgement.suppressing(subject);
        votes.removeIf(sequence -> subject.equals(sequence.subject()));
        touched.keySet().removeIf(signature -> subject.equals(signature.subject()));
    }

    /** A sequence that a frame continued. */
    void replace(SequenceVote votes, SequenceVote longer, Signature signature) {
        this.votes.remove(votes);
        this.votes.add(longer);
        touched.put(signature, longer);
    }

    void live(StreamEvent event) {
        profile = profile.told(event, atMillis());
        if (event.account() != null) {
            standing = standing.told(event.account());
        }
        if (StreamEvent.ENDED.equals(event.phase())) {
            endedAtMillis = nowMillis();
        } else if (StreamEvent.STARTED.equals(event.phase())) {
            endedAtMillis = 0;
        }
    }

    /** Whether there is anything to weigh or decide on. */
    boolean hasEvidence() {
        return !chat.isEmpty()
                || !votes.isEmpty()
                || !reports.isEmpty()
                || !scores.isEmpty()
                || !resembling.isEmpty()
                || !openFlags.isEmpty()
                || !rules.holding().isEmpty()
                || !rules.held().isEmpty()
                || siblingMillis > 0
                || standing.strikes() > 0
                || standing.blockedUntilMillis() > 0
                || activity.raidUntilMillis() > 0;
    }

    /** Whether there is evidence beside matches, which ask for more frames only when they are new. */
    boolean hasFadingEvidence() {
        return !chat.isEmpty()
                || !reports.isEmpty()
                || !scores.isEmpty()
                || !rules.held().isEmpty();
    }

    /** Adds to a list that keeps the latest. */
    static <T> void put(List<T> list, T item, int most) {
        list.add(item);
        if (list.size() > most) {
            list.remove(0);
        }
    }

    /** Replaces what is alike, and keeps the latest. */
    static <T> void replace(List<T> list, Predicate<T> alike, T item, int most) {
        list.removeIf(alike);
        put(list, item, most);
    }

    /** A line of the timeline, once; the first ones stay, as they tell how it began. */
    void moment(String what) {
        boolean told = timeline.stream().anyMatch(moment -> moment.what().equals(what));
        if (!told && timeline.size() < StreamState.MOST_MOMENTS) {
            timeline.add(new Flag.Moment(Instant.ofEpochMilli(atMillis()), what));
        }
    }

    Flag.FrameEvidence evidenceAt(long ptsMillis) {
        return recent.newestFirst()
                .filter(frame -> frame.ptsMillis() == ptsMillis)
                .findFirst()
                .map(FrameFingerprints::evidence)
                .orElse(null);
    }

    Optional<OpenFlag> openFlag(String flagId) {
        return openFlags.stream().filter(flag -> flag.flagId().equals(flagId)).findFirst();
    }

    /** Of too many, the one goes that is missed least: taken back before an open one, quiet before a reviewer's. */
    void keep(OpenFlag flag) {
        openFlags.removeIf(open -> open.flagId().equals(flag.flagId()));
        if (openFlags.size() >= StreamState.MOST_FLAGS) {
            openFlags.stream()
                    .min(Comparator.comparing((OpenFlag open) -> open.mutedUntilMillis() > 0)
                            .thenComparing(open -> !Flag.CLEARED.equals(open.band()))
                            .thenComparingLong(OpenFlag::publishedMillis))
                    .ifPresent(openFlags::remove);
        }
        openFlags.add(flag);
    }

    void publish(Flag flag, String subject, String band) {
        long muted = openFlag(flag.flagId()).map(OpenFlag::mutedUntilMillis).orElse(0L);
        keep(new OpenFlag(
                flag.flagId(),
                flag.reason(),
                flag.category(),
                subject,
                flag.revision(),
                band,
                nowMillis(),
                flag.risk(),
                0,
                muted));
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

    void publish(KillRequest request) {
        kills.add(request);
        String killId = request.kill().killId();
        decide(
                "KILL",
                killId,
                killId,
                request.otherwise().risk(),
                List.of(request.kill().reason()));
    }

    void publish(Directive directive, double risk) {
        directives.add(directive);
        // A renewal is a decision of its own, told apart by the record that led to it, the same in every replay.
        Object cause = causedAtMillis > 0 ? causedAtMillis : directive.until();
        decide("DIRECTIVE", "", cause, risk, List.of(directive.reason()));
    }

    void publish(KillVerdict verdict) {
        verdicts.add(verdict);
    }

    void publish(SignatureUse use) {
        uses.add(use);
    }

    void publish(AccountNote note) {
        notes.add(note);
    }

    void publish(SignatureEvent signature) {
        signatures.add(signature);
    }

    /** A decision that has no other output, told apart by what led to it. */
    void record(String action, String reference, double risk, List<String> reasons) {
        decide(action, reference, reference + "@" + atMillis(), risk, reasons);
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
                List.of(),
                recent,
                votes,
                hypotheses,
                chat,
                openFlags,
                kill,
                asked,
                profile,
                standing,
                activity,
                reports,
                scores,
                inherited,
                resembling,
                siblingMillis,
                judgement,
                rules,
                timeline,
                endedAtMillis,
                lastSeenMillis);
        return new Step(state, flags, kills, directives, decisions, verdicts, uses, notes, signatures);
    }
}
