package dev.sluice.jobs.screening;

import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;

/** The policy by which a task judges: the last one broadcast, before that the one the job was submitted with. */
final class PolicyInForce {
    static final MapStateDescriptor<String, String> STATE =
            new MapStateDescriptor<>("policy", Types.STRING, Types.STRING);

    private static final String KEY = "policy";

    private String text;
    private Policy policy;

    PolicyInForce(String submitted) {
        take(submitted);
    }

    /** What the broadcast state says, parsed once per change. */
    Policy current(ReadOnlyBroadcastState<String, String> state) throws Exception {
        String latest = state.get(KEY);
        if (latest != null && !latest.equals(text)) {
            take(latest);
        }
        return policy;
    }

    static void put(BroadcastState<String, String> state, String text) throws Exception {
        state.put(KEY, text);
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
