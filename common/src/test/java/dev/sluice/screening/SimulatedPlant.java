package dev.sluice.screening;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.event.Flag;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.policy.Incident;
import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The screening as the job wires it, in one thread and without Flink: streams, accounts, re-streams, and the gate. */
final class SimulatedPlant {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    /** All state of the plant, as a checkpoint has it. */
    record Snapshot(
            Map<String, StreamState> streams,
            Map<String, AccountState> accounts,
            Map<Integer, List<Sighting>> bands,
            KillBudget budget,
            Map<String, SignatureConduct> conducts,
            Policy policy,
            List<Incident> incidents,
            CatalogueSnapshot catalogue) {}

    /** Who looks on. */
    interface Witness {
        /** @param input null if only time passed */
        void stepped(SimulatedPlant plant, StreamState before, StreamInput input, Step step, Instant now);

        void gated(SimulatedPlant plant, KillRequest request, KillGate.Passage passage, Instant now);
    }

    static final Witness NOBODY = new Witness() {
        @Override
        public void stepped(SimulatedPlant plant, StreamState before, StreamInput input, Step step, Instant now) {}

        @Override
        public void gated(SimulatedPlant plant, KillRequest request, KillGate.Passage passage, Instant now) {}
    };

    final List<Flag> flags = new ArrayList<>();
    final List<KillRequest> kills = new ArrayList<>();

    private final AccountFollowing following = new AccountFollowing();
    private final RestreamWatching watching = new RestreamWatching();
    private final Witness witness;
    private final Map<String, StreamState> streams;
    private final Map<String, AccountState> accounts;
    private final Map<Integer, List<Sighting>> bands;
    private final Map<String, SignatureConduct> conducts;
    private KillBudget budget;
    private Policy policy;
    private List<Incident> incidents;
    private CatalogueSnapshot catalogue;
    private StreamScreening screening;
    private KillGate gate;

    SimulatedPlant(Policy policy, List<Incident> incidents, CatalogueSnapshot catalogue, Witness witness) {
        this(
                new Snapshot(Map.of(), Map.of(), Map.of(), KillBudget.UNUSED, Map.of(), policy, incidents, catalogue),
                witness);
    }

    SimulatedPlant(Snapshot snapshot, Witness witness) {
        this.witness = witness;
        this.streams = new TreeMap<>(snapshot.streams());
        this.accounts = new HashMap<>(snapshot.accounts());
        this.bands = new HashMap<>(snapshot.bands());
        this.conducts = new HashMap<>(snapshot.conducts());
        this.budget = snapshot.budget();
        this.policy = snapshot.policy();
        this.incidents = snapshot.incidents();
        this.catalogue = snapshot.catalogue();
        renew();
    }

    Snapshot snapshot() {
        return new Snapshot(
                new TreeMap<>(streams),
                Map.copyOf(accounts),
                Map.copyOf(bands),
                budget,
                Map.copyOf(conducts),
                policy,
                incidents,
                catalogue);
    }

    /** As after a restart: every stream's state was written down and read again. */
    static Snapshot restored(Snapshot snapshot) {
        Map<String, StreamState> read = new TreeMap<>();
        snapshot.streams().forEach((id, state) -> read.put(id, throughJson(state)));
        return new Snapshot(
                read,
                snapshot.accounts(),
                snapshot.bands(),
                snapshot.budget(),
                snapshot.conducts(),
                snapshot.policy(),
                snapshot.incidents(),
                snapshot.catalogue());
    }

    private static StreamState throughJson(StreamState state) {
        try {
            StreamState read = JSON.readValue(JSON.writeValueAsString(state), StreamState.class);
            if (!read.equals(state)) {
                throw new AssertionError("a state is not the same after it was written and read");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new AssertionError("a state cannot be written and read", e);
        }
    }

    Policy policy() {
        return policy;
    }

    List<Incident> incidents() {
        return incidents;
    }

    CatalogueSnapshot catalogue() {
        return catalogue;
    }

    void take(Arrival arrival) {
        Instant now = Instant.ofEpochMilli(arrival.nowMillis());
        if (arrival instanceof Arrival.Heard heard) {
            hear(heard.input(), now);
        } else if (arrival instanceof Arrival.Ruled ruled) {
            AccountInput told = AccountInput.of(ruled.standing(), arrival.nowMillis());
            work(new ArrayDeque<>(tell(told)), now);
        } else if (arrival instanceof Arrival.Governed governed) {
            policy = governed.policy();
            incidents = governed.incidents();
            renew();
        } else if (arrival instanceof Arrival.Listed listed) {
            catalogue = listed.catalogue();
            renew();
        } else {
            Deque<StreamInput> due = new ArrayDeque<>();
            for (StreamState state : List.copyOf(streams.values())) {
                settle(state, null, screening.tick(state, now), due, now);
            }
            work(due, now);
        }
    }

    private void hear(StreamInput input, Instant now) {
        Deque<StreamInput> due = new ArrayDeque<>();
        due.add(input);
        if (input.lifecycle() != null && input.lifecycle().account() != null) {
            due.addAll(tell(AccountInput.of(input.lifecycle(), input.appendedAtMillis())));
        }
        if (input.frame() != null) {
            due.addAll(sight(input.frame(), input.appendedAtMillis()));
        }
        work(due, now);
    }

    private List<StreamInput> sight(FrameFingerprints frame, long atMillis) {
        List<StreamInput> out = new ArrayList<>();
        for (Sighting sighting : watching.sightings(frame, atMillis)) {
            RestreamWatching.Result result = watching.see(
                    bands.getOrDefault(sighting.band(), List.of()),
                    sighting,
                    policy.document().restreams());
            bands.put(sighting.band(), result.seen());
            out.addAll(result.out());
        }
        return out;
    }

    private List<StreamInput> tell(AccountInput input) {
        AccountFollowing.Result result = following.apply(accounts.get(input.accountId()), input);
        accounts.put(input.accountId(), result.state());
        return result.out();
    }

    /** Until what streams say of each other has been heard. */
    private void work(Deque<StreamInput> due, Instant now) {
        while (!due.isEmpty()) {
            StreamInput input = due.remove();
            StreamState before = streams.get(input.streamId());
            settle(before, input, screening.apply(before, input, now), due, now);
        }
    }

    private void settle(StreamState before, StreamInput input, Step step, Deque<StreamInput> due, Instant now) {
        if (step.state() == null) {
            streams.remove(before.streamId());
        } else {
            streams.put(step.state().streamId(), step.state());
        }
        flags.addAll(step.flags());
        kills.addAll(step.kills());
        witness.stepped(this, before, input, step, now);
        for (KillRequest request : step.kills()) {
            SignatureConduct conduct = request.otherwise().matches().stream()
                    .findFirst()
                    .map(match -> conducts.get(match.bank() + "/" + match.signatureId()))
                    .orElse(null);
            KillGate.Passage passage = gate.pass(budget, conduct, request, now);
            budget = passage.budget();
            witness.gated(this, request, passage, now);
        }
        for (SignatureUse use : step.uses()) {
            String key = use.bank() + "/" + use.signatureId();
            conducts.put(
                    key,
                    gate.note(conducts.getOrDefault(key, SignatureConduct.NONE), use)
                            .conduct());
        }
        step.notes()
                .forEach(note -> due.addAll(tell(AccountInput.of(note, note.at().toEpochMilli()))));
    }

    private void renew() {
        screening = new StreamScreening(policy, incidents, catalogue, "test");
        gate = new KillGate(policy, "test");
    }
}
