package dev.sluice.screening;

import dev.sluice.event.Decision;
import dev.sluice.event.Versions;
import dev.sluice.policy.Incident;
import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Screens one stream at a time under one policy, the incidents declared, and one version of the catalogue: {@code (state,
 * event, now) -> (state, flags, kills, directives, decisions)}. Deterministic, no clock of its own, no I/O; the same class
 * serves the job, replay and tests. Not thread-safe: it keeps what it made of the policy for each set of incidents.
 */
public final class StreamScreening {
    private final Policy policy;
    private final List<Incident> incidents;
    private final CatalogueSnapshot catalogue;
    private final String jobVersion;
    private final Map<List<String>, PolicyScreening> byIncidents = new HashMap<>();

    /**
     * @param incidents all that are declared; a stream is screened under those that select it while they last
     * @param jobVersion named in every flag and decision
     */
    public StreamScreening(Policy policy, List<Incident> incidents, CatalogueSnapshot catalogue, String jobVersion) {
        this.policy = policy;
        this.incidents = List.copyOf(incidents);
        this.catalogue = catalogue;
        this.jobVersion = jobVersion;
    }

    /** Takes in one event; {@code state} is null for an unknown stream. */
    public Step apply(StreamState state, StreamInput input, Instant now) {
        StreamState before = state == null ? StreamState.fresh(input.streamId()) : state;
        List<String> selecting = before.rules().incidents();
        Step step = under(selecting, now).apply(before, input, now);
        List<String> selected = step.state().rules().incidents();
        // The event that lets an incident select the stream, such as its first one, is already judged under it.
        return selected.equals(selecting) ? step : under(selected, now).apply(before, input, now);
    }

    /** Lets time pass: look-back when the catalogue or policy moved, decay, expiry. Due about every second. */
    public Step tick(StreamState state, Instant now) {
        return under(state.rules().incidents(), now).tick(state, now);
    }

    /** The audit record that a task judges by this policy and these incidents from now on. */
    public Decision inForce(String task, String changed, Instant now) {
        Versions versions = new Versions(jobVersion, policy.version(), catalogue.version());
        List<String> active = RuleScreening.labels(incidents, now);
        List<String> reasons = List.of(task + " obeys policy " + policy.version()
                + (active.isEmpty() ? "" : " with " + String.join(", ", active)));
        String id = Ids.of("decision", task, changed, reasons, now.toEpochMilli());
        return new Decision(id, "", "POLICY_IN_FORCE", changed, 0, reasons, versions, now);
    }

    private PolicyScreening under(List<String> selecting, Instant now) {
        List<Incident> about = incidents.stream()
                .filter(incident -> incident.isActive(now))
                .filter(incident -> selecting.contains(incident.name()))
                .toList();
        List<String> names = about.stream().map(Incident::name).toList();
        return byIncidents.computeIfAbsent(names, key -> {
            Policy effective = policy.with(about, now);
            Versions versions = new Versions(jobVersion, effective.version(), catalogue.version());
            return new PolicyScreening(effective, incidents, catalogue, versions);
        });
    }
}
