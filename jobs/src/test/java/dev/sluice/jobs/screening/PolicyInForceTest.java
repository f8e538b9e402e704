package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.policy.Policy;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyInForceTest {
    private static final String INVALID = "banks: []";

    private BroadcastOperatorTestHarness<?, ?, ?> harness;
    private BroadcastState<String, String> state;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forBroadcastProcessFunction(new ReadChat(null), PolicyInForce.STATE);
        state = harness.getBroadcastState(PolicyInForce.STATE);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void withNothingSubmittedAndNothingBroadcastTheShippedPolicyHolds() throws Exception {
        assertThat(new PolicyInForce(null).current(state).version())
                .isEqualTo(Policy.shipped().version());
    }

    @Test
    void beforeABroadcastTheSubmittedPolicyHolds() throws Exception {
        assertThat(new PolicyInForce("version: submitted").current(state).version())
                .isEqualTo("submitted");
    }

    @Test
    void theLastBroadcastPolicyHolds() throws Exception {
        PolicyInForce policy = new PolicyInForce("version: submitted");
        PolicyInForce.put(state, Control.ofPolicy("version: one"));
        assertThat(policy.current(state).version()).isEqualTo("one");

        PolicyInForce.put(state, Control.ofPolicy("version: two"));
        assertThat(policy.current(state).version()).isEqualTo("two");
    }

    @Test
    void aPolicyIsParsedOncePerChange() throws Exception {
        PolicyInForce policy = new PolicyInForce(null);
        PolicyInForce.put(state, Control.ofPolicy("version: one"));

        assertThat(policy.current(state)).isSameAs(policy.current(state));
    }

    @Test
    void anInvalidPolicyLeavesTheLastGoodOneInForceAndTheNextGoodOneReplacesIt() throws Exception {
        PolicyInForce policy = new PolicyInForce(null);
        PolicyInForce.put(state, Control.ofPolicy("version: good"));
        policy.current(state);

        PolicyInForce.put(state, Control.ofPolicy(INVALID));
        assertThat(policy.current(state).version()).isEqualTo("good");

        PolicyInForce.put(state, Control.ofPolicy("version: better"));
        assertThat(policy.current(state).version()).isEqualTo("better");
    }

    @Test
    void anInvalidSubmittedPolicyGivesWayToTheShippedOne() throws Exception {
        assertThat(new PolicyInForce(INVALID).current(state).version())
                .isEqualTo(Policy.shipped().version());
    }

    @Test
    void incidentsStandBesideThePolicyUntilTheyAreWithdrawn() throws Exception {
        PolicyInForce policy = new PolicyInForce(null);
        PolicyInForce.put(state, Control.ofIncident("incident/crisis", """
                name: crisis
                opened_at: 2026-11-25T12:00:00Z
                expires_at: 2026-11-25T13:00:00Z
                """));

        assertThat(policy.incidents(state))
                .extracting(incident -> incident.name())
                .containsExactly("crisis");
        assertThat(policy.incidents(state)).isSameAs(policy.incidents(state));
        assertThat(policy.current(state).version()).isEqualTo(Policy.shipped().version());

        PolicyInForce.put(state, Control.ofIncident("incident/crisis", ""));
        assertThat(policy.incidents(state)).isEmpty();
    }
}
