package dev.sluice.cli.policy;

import dev.sluice.cli.CommandException;
import dev.sluice.event.Decision;
import dev.sluice.policy.Policy;
import dev.sluice.screening.Step;
import dev.sluice.screening.StreamScreening;
import dev.sluice.screening.StreamState;
import dev.sluice.signature.CatalogueSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Runs a policy over recorded events, second by second as the job does, without pictures. */
public final class PolicyTrial {
    /** Silence longer than this is skipped but for its first and last seconds. */
    private static final long LONGEST_SILENCE_SECONDS = 120;

    private final StreamScreening screening;
    private final RecordedEvents recorded;
    private final Map<String, StreamState> states = new TreeMap<>();

    public PolicyTrial(Policy policy) {
        this.screening = new StreamScreening(policy, List.of(), CatalogueSnapshot.EMPTY, "policy-test");
        this.recorded = new RecordedEvents(policy);
    }

    /**
     * Shows every decision in its order, with the step that it is part of.
     *
     * @return how many events there were
     */
    public int run(Path folder, BiConsumer<Decision, Step> decisions) throws CommandException {
        List<RecordedEvents.Timed> events = recorded.read(folder);
        Instant clock = null;
        for (RecordedEvents.Timed event : events) {
            clock = pass(clock, event.at(), decisions);
            StreamState before = states.get(event.input().streamId());
            keep(event.input().streamId(), screening.apply(before, event.input(), event.at()), decisions);
        }
        if (clock != null) {
            pass(clock, clock.plusSeconds(LONGEST_SILENCE_SECONDS), decisions);
        }
        return events.size();
    }

    private Instant pass(Instant from, Instant to, BiConsumer<Decision, Step> decisions) {
        if (from == null) {
            return to;
        }
        long seconds = Math.min(LONGEST_SILENCE_SECONDS, to.getEpochSecond() - from.getEpochSecond());
        for (long i = seconds - 1; i >= 0; i--) {
            Instant now = to.minusSeconds(i);
            for (String streamId : List.copyOf(states.keySet())) {
                keep(streamId, screening.tick(states.get(streamId), now), decisions);
            }
        }
        return to;
    }

    private void keep(String streamId, Step step, BiConsumer<Decision, Step> decisions) {
        if (step.state() == null) {
            states.remove(streamId);
        } else {
            states.put(streamId, step.state());
        }
        step.decisions().forEach(decision -> decisions.accept(decision, step));
    }
}
