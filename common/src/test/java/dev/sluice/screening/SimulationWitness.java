package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.VerdictEvent;
import dev.sluice.event.Versions;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.policy.Incident;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.screening.SimulatedPlant.Witness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks on while a simulated world is screened, keeps a record of its own of what was said and shown, and objects to what
 * must never happen.
 */
final class SimulationWitness implements Witness {
    private static final double EXACTLY = 1e-12;
    /** What a match fades within a millisecond, at most. */
    private static final double ONE_MILLI = 1e-5;
    /** One probe in so many steps: they cost more than the steps. */
    private static final int PROBE_EVERY = 40;

    private static final int LEAST_FRAMES = 5;

    final List<String> objections = new ArrayList<>();

    private final Random random;
    private final Map<String, List<FrameFingerprints>> shown = new HashMap<>();
    private final Map<String, String> accountOf = new HashMap<>();
    private final Map<String, Map<String, VerdictEvent>> words = new HashMap<>();
    private final Map<String, Long> blockedUntil = new HashMap<>();
    private final Set<String> permitted = new HashSet<>();
    private final TreeMap<Long, Set<String>> released = new TreeMap<>();
    private final Set<String> known = new HashSet<>();
    private int steps;

    SimulationWitness(Random random) {
        this.random = random;
    }

    @Override
    public void stepped(SimulatedPlant plant, StreamState before, StreamInput input, Step step, Instant now) {
        // First what was asked before this was heard, then what it changes.
        note(before, input);
        for (KillRequest request : step.kills()) {
            justify(plant, request.kill(), now);
        }
        for (Flag flag : step.flags()) {
            require(within(flag.risk()), "the risk of a flag is " + flag.risk());
            flag.riskTerms().forEach(term -> require(within(term.weight()), "a term weighs " + term.weight()));
        }
        if (step.state() != null) {
            bounded(step.state());
            steps++;
            if (steps % PROBE_EVERY == 0) {
                probe(plant, step.state(), now);
            }
        }
        if (input != null && input.verdict() != null && permits(input.verdict())) {
            permitted.add(input.streamId());
        }
    }

    /** Whether a reviewer said anything of a stream. */
    boolean answered(String streamId) {
        return words.containsKey(streamId);
    }

    private static boolean permits(VerdictEvent verdict) {
        return VerdictEvent.NEWS_CONTEXT.equals(verdict.decision())
                || VerdictEvent.COUNTER_SPEECH.equals(verdict.decision());
    }

    private void note(StreamState before, StreamInput input) {
        if (input == null) {
            return;
        }
        if (input.frame() != null) {
            shown.computeIfAbsent(input.streamId(), id -> new ArrayList<>()).add(input.frame());
            accountOf.put(input.streamId(), input.frame().accountId());
        }
        if (input.lifecycle() != null) {
            accountOf.put(input.streamId(), input.lifecycle().account().id());
        }
        if (input.standing() != null) {
            blockedUntil.put(input.streamId(), input.standing().blockedUntilMillis());
        }
        if (input.verdict() != null) {
            VerdictEvent verdict = input.verdict();
            boolean answers = before != null
                    && before.flags().stream().anyMatch(flag -> flag.flagId().equals(verdict.flagId()));
            if (answers) {
                words.computeIfAbsent(input.streamId(), id -> new HashMap<>())
                        .put(verdict.flagId() + " " + verdict.reviewer(), verdict);
            }
            if (permits(verdict)) {
                // The kills of this very step count as well: the answer was there before them.
                permitted.add(input.streamId());
            }
        }
    }

    /** A kill needs a sequence of known frames, a block, or people. */
    private void justify(SimulatedPlant plant, Kill kill, Instant now) {
        PolicyDocument policy = plant.policy().document();
        if (KillIssuing.BY_REVIEWERS.equals(kill.authority())) {
            long people = words.getOrDefault(kill.streamId(), Map.of()).values().stream()
                    .filter(word -> word.kill() && VerdictEvent.CONFIRM.equals(word.decision()))
                    .map(VerdictEvent::reviewer)
                    .distinct()
                    .count();
            require(people >= policy.kills().reviewers(), "a kill by " + people + " reviewers");
            return;
        }
        String account = accountOf.getOrDefault(kill.streamId(), "");
        require(!policy.publisherAllowList().contains(account), "an allow-listed publisher is killed automatically");
        require(!permitted.contains(kill.streamId()), "a permitted stream is killed automatically");
        require(PolicyDocument.Kills.ENFORCE.equals(policy.kills().mode()), "a kill under a policy of review");
        switch (kill.authority()) {
            case KillIssuing.BY_BLOCK -> {
                require(
                        blockedUntil.getOrDefault(kill.streamId(), 0L) > now.toEpochMilli(),
                        "a kill for a block that there is not");
                require(
                        PolicyDocument.Kills.ENFORCE.equals(policy.kills().blockedAccounts()),
                        "a kill for a block that the policy sends to review");
            }
            case KillIssuing.BY_SEQUENCE ->
                require(aligned(plant, kill, account, now), "a kill without a sequence of known frames");
            default -> require(false, "a kill by " + kill.authority());
        }
    }

    private boolean aligned(SimulatedPlant plant, Kill kill, String account, Instant now) {
        for (Map.Entry<String, PdqHash[]> film : SimulatedWorld.FILMS.entrySet()) {
            String bank = film.getKey().substring(0, film.getKey().indexOf('/'));
            boolean inCrisis = plant.incidents().stream()
                    .anyMatch(incident -> incident.isActive(now)
                            && incident.document().kills().authority().contains(bank));
            boolean mayKill = inCrisis || plant.policy().banks().bank(bank).killEligible();
            boolean soaked = !bank.equals("house") && !film.getKey().equals("terror/seed");
            if (mayKill && soaked && distinct(kill.streamId(), account, film.getValue()) >= LEAST_FRAMES) {
                return true;
            }
        }
        return false;
    }

    /** Distinct frames of a film that a stream showed whole, together with the other stream of the account that adds most. */
    private int distinct(String streamId, String account, PdqHash[] film) {
        Set<Integer> own = distinct(streamId, film);
        int most = own.size();
        for (String other : shown.keySet()) {
            if (own.size() >= 2 && !other.equals(streamId) && account.equals(accountOf.get(other))) {
                Set<Integer> together = distinct(other, film);
                together.addAll(own);
                most = Math.max(most, together.size());
            }
        }
        return most;
    }

    private Set<Integer> distinct(String streamId, PdqHash[] film) {
        Set<Integer> indexes = new HashSet<>();
        for (FrameFingerprints frame : shown.getOrDefault(streamId, List.of())) {
            if (!frame.partial()) {
                SimulatedWorld.shown(frame, film, 80).ifPresent(indexes::add);
            }
        }
        return indexes;
    }

    @Override
    public void gated(SimulatedPlant plant, KillRequest request, KillGate.Passage passage, Instant now) {
        Kill kill = passage.kill();
        if (kill == null) {
            require(
                    passage.flag() != null && !passage.flag().whyNotMore().isEmpty(),
                    "a kill is withheld without a word");
            return;
        }
        if (KillIssuing.BY_REVIEWERS.equals(kill.authority()) || !known.add(kill.killId())) {
            return;
        }
        long at = now.toEpochMilli();
        released.computeIfAbsent(at, time -> new HashSet<>()).add(kill.killId());
        PolicyDocument.Kills settings = plant.policy().document().kills();
        require(since(at - 60_000) <= settings.perMinute(), "more automatic kills in a minute than the policy allows");
        require(since(at - 3_600_000) <= settings.perHour(), "more automatic kills in an hour than the policy allows");
    }

    private int since(long millis) {
        return released.tailMap(millis, false).values().stream()
                .mapToInt(Set::size)
                .sum();
    }

    private void bounded(StreamState state) {
        require(state.frames().size() <= StreamState.MOST_RECENT, state.frames().size() + " recent frames");
        require(state.frames().oldestFirst().count() == state.frames().size(), "frames that are not counted");
        atMost("votes", state.votes(), StreamState.MOST_VOTES);
        atMost("terms", state.chat(), StreamState.MOST_TERMS);
        atMost("reports", state.reports(), StreamState.MOST_REPORTS);
        atMost("scores", state.scores(), StreamState.MOST_SCORES);
        atMost("inherited", state.inherited(), StreamState.MOST_INHERITED);
        atMost("resembling", state.resembling(), StreamState.MOST_RESEMBLING);
        atMost("timeline", state.timeline(), StreamState.MOST_MOMENTS);
        atMost("flags", state.flags(), StreamState.MOST_FLAGS);
        atMost("verdicts", state.judgement().given(), Judgement.MOST_GIVEN);
        atMost("suppressed", state.judgement().suppressed(), Judgement.MOST_SUPPRESSED);
        atMost("regulars", state.activity().regulars(), ChatActivity.MOST_REGULARS);
        atMost("newcomers", state.activity().newcomers(), ChatActivity.MOST_NEWCOMERS);
        atMost("waves", state.activity().waves(), ChatActivity.MOST_WAVES);
        atMost("links", state.activity().links(), ChatActivity.MOST_LINKS * ChatActivity.MOST_LINK_CATEGORIES);
        atMost("askers", state.activity().askers(), ChatActivity.MOST_AUTHORS);
        state.activity().waves().forEach(wave -> atMost("authors", wave.copies(), ChatActivity.MOST_AUTHORS));
        state.chat().forEach(tally -> atMost("speakers", tally.speakers(), StreamState.ChatTally.MOST_SPEAKERS));
        state.resembling().forEach(other -> atMost("pictures", other.pictures(), Resembling.MOST_PICTURES));
        // The rules and incidents of one policy and of the one before.
        atMost("rules", state.rules().held(), 6);
        state.votes().forEach(votes -> atMost("votes of a signature", votes.votes(), 64));
    }

    private void atMost(String what, Collection<?> list, int most) {
        require(list.size() <= most, list.size() + " " + what + ", at most " + most + " are allowed");
    }

    /** What if one more piece of evidence came now, or several in another order? */
    private void probe(SimulatedPlant plant, StreamState state, Instant now) {
        StreamScreening screening = new StreamScreening(plant.policy(), plant.incidents(), plant.catalogue(), "probe");
        StreamState current = screening.tick(state, now).state();
        if (current == null) {
            return;
        }
        Risk risk = risk(plant, current, now);
        require(within(risk.value()), "a risk of " + risk.value());
        String id = current.streamId();
        long at = now.toEpochMilli();
        List<StreamInput> pieces = new ArrayList<>();
        pieces.add(StreamInput.of(id, SimulatedWorld.report(random, at)));
        pieces.add(StreamInput.of(id, SimulatedWorld.report(random, at - 2000)));
        pieces.add(StreamInput.of(SimulatedWorld.chat(id, random), at));
        pieces.add(StreamInput.of(id, new Score("probe", "gore", random.nextDouble(), at)));
        frame(current, at).ifPresent(pieces::add);
        for (StreamInput piece : pieces) {
            StreamState after = screening.apply(current, piece, now).state();
            boolean raid =
                    after.activity().raidUntilMillis() != current.activity().raidUntilMillis();
            double more = risk(plant, after, now).value();
            require(
                    raid || more >= risk.value() - (piece.frame() == null ? EXACTLY : ONE_MILLI),
                    "one more " + kind(piece) + " lowers the risk from " + risk.value() + " to " + more);
        }
        anyOrder(plant, screening, current, reports(id, at), now);
        anyOrder(plant, screening, current, scores(id, at), now);
    }

    /** A frame of known footage, shown as its first print says, at the newest frame's time. */
    private Optional<StreamInput> frame(StreamState state, long at) {
        if (state.frames().isEmpty()) {
            return Optional.empty();
        }
        FrameFingerprints last = state.frames().newest().orElseThrow();
        PdqHash[] film = SimulatedWorld.FILMS.get(random.nextBoolean() ? "terror/a" : "hate/b");
        PdqHash picture = film[random.nextInt(film.length)];
        return Optional.of(new StreamInput(
                state.streamId(),
                state.accountId(),
                new FrameFingerprints(
                        state.streamId(),
                        state.accountId(),
                        // Later by nothing that fades, but a frame of its own.
                        last.ptsMillis() + 1,
                        false,
                        List.of(SimulatedWorld.print(Variant.ORIGINAL, picture)),
                        last.coverage(),
                        last.evidence()),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                at));
    }

    private List<StreamInput> reports(String id, long at) {
        List<StreamInput> pieces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pieces.add(StreamInput.of(id, SimulatedWorld.report(random, at - random.nextInt(5000))));
        }
        return pieces;
    }

    private List<StreamInput> scores(String id, long at) {
        List<StreamInput> pieces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pieces.add(StreamInput.of(id, SimulatedWorld.score(random, at - i * 1000L)));
        }
        return pieces;
    }

    private void anyOrder(
            SimulatedPlant plant, StreamScreening screening, StreamState state, List<StreamInput> pieces, Instant now) {
        StreamState forwards = state;
        StreamState backwards = state;
        for (int i = 0; i < pieces.size(); i++) {
            forwards = screening.apply(forwards, pieces.get(i), now).state();
            backwards = screening
                    .apply(backwards, pieces.get(pieces.size() - 1 - i), now)
                    .state();
        }
        double one = risk(plant, forwards, now).value();
        double other = risk(plant, backwards, now).value();
        require(
                Math.abs(one - other) <= EXACTLY,
                "the risk is " + one + " or " + other + " as " + kind(pieces.get(0)) + "s are ordered");
    }

    private static String kind(StreamInput piece) {
        return piece.report() != null
                ? "report"
                : piece.score() != null ? "score" : piece.chat() != null ? "message" : "frame";
    }

    /** Without what the rules make of it, which is the policy's affair. */
    private static Risk risk(SimulatedPlant plant, StreamState state, Instant now) {
        List<Incident> about = plant.incidents().stream()
                .filter(incident -> state.rules().incidents().contains(incident.name()))
                .toList();
        Policy policy = plant.policy().with(about, now);
        EvidenceWeighing weighing = new EvidenceWeighing(policy, new KillInterlocks(policy));
        return weighing.weigh(new Draft(state, new Versions("", "", 0), now))
                .only(term -> !term.name().startsWith("rule "));
    }

    private static boolean within(double risk) {
        return risk >= 0 && risk <= 1;
    }

    private void require(boolean holds, String objection) {
        if (!holds) {
            objections.add(objection);
        }
    }
}
