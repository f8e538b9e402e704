package dev.sluice.jobs.screening;

import dev.sluice.policy.Incident;
import dev.sluice.policy.IncidentDocument;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The policy by which a task judges: the last one broadcast, before that the one the job was submitted with. And the
 * incidents that are declared.
 */
final class PolicyInForce {
    static final MapStateDescriptor<String, String> STATE =
            new MapStateDescriptor<>("policy", Types.STRING, Types.STRING);

    private String text;
    private volatile Policy policy;
    private Map<String, String> incidentTexts = Map.of();
    private List<Incident> incidents = List.of();

    PolicyInForce(String submitted) {
        take(submitted);
    }

    /** What the broadcast state says, parsed once per change. */
    Policy current(ReadOnlyBroadcastState<String, String> state) throws Exception {
        String latest = state.get(Control.POLICY);
        if (latest != null && !latest.equals(text)) {
            take(latest);
        }
        return policy;
    }

    /** What was in force when this was last asked; before that the one the job was submitted with. */
    Policy latest() {
        return policy;
    }

    /** The version that was in force when this was last asked for it; for metrics, from any thread. */
    String version() {
        return policy.version();
    }

    /** The incidents that were broadcast, parsed once per change; the same list while nothing changes. */
    List<Incident> incidents(ReadOnlyBroadcastState<String, String> state) throws Exception {
        Map<String, String> latest = new HashMap<>();
        for (Map.Entry<String, String> entry : state.immutableEntries()) {
            if (entry.getKey().startsWith(IncidentDocument.KEY_PREFIX)) {
                latest.put(entry.getKey(), entry.getValue());
            }
        }
        if (!latest.equals(incidentTexts)) {
            incidentTexts = latest;
            List<Incident> parsed = new ArrayList<>();
            for (String document : latest.values()) {
                parse(document).ifPresent(parsed::add);
            }
            incidents = List.copyOf(parsed);
        }
        return incidents;
    }

    private static Optional<Incident> parse(String document) {
        try {
            return Optional.of(Incident.parse(document));
        } catch (InvalidPolicyException e) {
            // Validated before it was broadcast; a newer job may be stricter than the state it restores.
            return Optional.empty();
        }
    }

    /** Keeps what a broadcast says; a directive is not its business. */
    static void put(BroadcastState<String, String> state, Control control) throws Exception {
        if (control.policyKey() == null) {
            return;
        }
        if (control.policy().isEmpty()) {
            state.remove(control.policyKey());
        } else {
            state.put(control.policyKey(), control.policy());
        }
    }

    private void take(String document) {
        try {
            policy = document == null ? Policy.shipped() : Policy.parse(document);
            text = document;
        } catch (InvalidPolicyException e) {
            // Validated before it was broadcast; a newer job may be stricter than the state it restores.
            text = document;
            if (policy == null) {
                policy = Policy.shipped();
            }
        }
    }
}
