package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Decision;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.KillAck;
import dev.sluice.event.VerdictEvent;
import dev.sluice.event.Versions;
import dev.sluice.jobs.metric.JobMetric;
import dev.sluice.jobs.metric.Measured;
import dev.sluice.screening.IncidentNote;
import dev.sluice.screening.KillRequest;
import dev.sluice.screening.KillVerdict;
import dev.sluice.screening.SignatureUse;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateKillsTest {
    private static final String POLICY = """
            version: gate-1
            kills: {mode: ENFORCE, per_minute: 2, per_hour: 10, signature_accounts_per_hour: 1}
            """;

    private GateKills gate;
    private KeyedBroadcastOperatorTestHarness<String, GateInput, Control, Kill> harness;

    @BeforeEach
    void open() throws Exception {
        harness = opened(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theBudgetHoldsOverAllStreamsAndOverARestore() throws Exception {
        ask("s1", "v");
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = opened(saved);
        ask("s2", "v");
        ask("s3", "v");

        assertThat(harness.extractOutputValues()).extracting(Kill::streamId).containsExactly("s2");
        assertThat(Records.side(harness, GateKills.FLAGS)).singleElement().satisfies(flag -> {
            assertThat(flag.streamId()).isEqualTo("s3");
            assertThat(flag.recommendedAction()).isEqualTo("REVIEW_P0");
            assertThat(flag.whyNotMore()).singleElement().asString().contains("budget of 2");
        });
        assertThat(Records.side(harness, GateKills.DECISIONS))
                .extracting(Decision::action)
                .containsExactly("KILL_WITHHELD", "CIRCUIT_BREAKER");
    }

    @Test
    void aPolicyThatIsBroadcastHoldsFromThenOn() throws Exception {
        harness.processBroadcastElement(Control.ofPolicy(POLICY.replace("per_minute: 2", "per_minute: 3")), 0);
        for (int i = 0; i < 5; i++) {
            ask("s" + i, "v");
        }

        assertThat(harness.extractOutputValues()).hasSize(3);
    }

    @Test
    void aSignatureThatHitsManyAccountsKillsNoMoreAndTheOthersStillDo() throws Exception {
        use("a", "v");
        use("b", "v");
        ask("s1", "v");
        ask("s2", "w");

        assertThat(harness.extractOutputValues()).extracting(Kill::streamId).containsExactly("s2");
        assertThat(Records.side(harness, GateKills.DECISIONS))
                .extracting(Decision::action)
                .containsExactly("SIGNATURE_QUARANTINED", "KILL_WITHHELD");
    }

    @Test
    void killsAreCountedByAuthorityAndBankAndWhatIsWithheldByItsReason() throws Exception {
        use("a", "poisoned");
        use("b", "poisoned");
        ask("s0", "poisoned");
        for (int i = 1; i <= 5; i++) {
            ask("s" + i, "v");
        }

        Measured measured = Measured.by(harness);
        assertThat(measured.counter(JobMetric.KILLS, "rule:aligned-sequence")).isEqualTo(2);
        assertThat(measured.counter(JobMetric.BANK_KILLS, "terror")).isEqualTo(2);
        assertThat(measured.counter(JobMetric.KILLS_WITHHELD, "SIGNATURE")).isEqualTo(1);
        assertThat(measured.counter(JobMetric.KILLS_WITHHELD, "BUDGET")).isEqualTo(3);
        assertThat(measured.gauge(JobMetric.KILLS_UNACKNOWLEDGED)).isEqualTo(2);
    }

    @Test
    void theGaugesGoByThePolicyInForce() throws Exception {
        assertThat(Measured.by(harness).gauge(JobMetric.KILL_BUDGET_MINUTE)).isEqualTo(2);

        harness.processBroadcastElement(Control.ofPolicy(POLICY.replace("per_minute: 2", "per_minute: 3")), 0);

        assertThat(Measured.by(harness).gauge(JobMetric.KILL_BUDGET_MINUTE)).isEqualTo(3);
        assertThat(Measured.by(harness).gauge(JobMetric.KILL_BUDGET_HOUR)).isEqualTo(10);
        assertThat(Measured.by(harness).gauge(JobMetric.KILL_BREAKER)).isEqualTo(0);
    }

    @Test
    void aKillThatNobodyAcknowledgesIsSentAgainAfterARestoreTooAndThenPeopleAreTold() throws Exception {
        ask("s1", "v");
        Kill first = harness.extractOutputValues().get(0);
        assertThat(gate.unacknowledged()).isEqualTo(1);
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = opened(saved);

        harness.setProcessingTime(Records.NOW.plusSeconds(9).toEpochMilli());
        assertThat(harness.extractOutputValues()).isEmpty();
        for (int second = 10; second <= 60; second++) {
            harness.setProcessingTime(Records.NOW.plusSeconds(second).toEpochMilli());
        }

        assertThat(harness.extractOutputValues()).containsExactly(first, first, first);
        assertThat(Records.side(harness, GateKills.FLAGS)).singleElement().satisfies(flag -> {
            assertThat(flag.reason()).isEqualTo(Flag.KILL_UNACKNOWLEDGED);
            assertThat(flag.streamId()).isEqualTo("s1");
        });
        assertThat(Records.side(harness, GateKills.DECISIONS))
                .extracting(Decision::action)
                .containsExactly("KILL_REPEATED", "KILL_REPEATED", "KILL_REPEATED", "KILL_UNACKNOWLEDGED");
        assertThat(gate.unacknowledged()).isEqualTo(1);
    }

    @Test
    void aReviewerClosesTheFlagOfAKillThatFailed() throws Exception {
        ask("s1", "v");
        acknowledge("s1", KillAck.FAILED);
        Flag told = Records.side(harness, GateKills.FLAGS).get(0);
        VerdictEvent verdict =
                new VerdictEvent("s1", told.flagId(), "ann", VerdictEvent.CONFIRM, "", "", false, Records.NOW);
        String killId = harness.extractOutputValues().get(0).killId();

        for (int i = 0; i < 2; i++) {
            harness.processElement(GateInput.of(new KillVerdict(killId, verdict)), 0);
        }

        assertThat(Records.side(harness, GateKills.FLAGS))
                .extracting(Flag::state)
                .containsExactly(Flag.OPEN, Flag.CLEARED);
        assertThat(gate.unacknowledged()).isZero();
        assertThat(Records.side(harness, GateKills.DECISIONS))
                .extracting(Decision::action)
                .containsExactly("KILL_UNACKNOWLEDGED", "VERDICT", "VERDICT_IGNORED");
    }

    @Test
    void anAcknowledgedKillIsNotSentAgain() throws Exception {
        ask("s1", "v");
        ask("s2", "v");
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = opened(saved);
        acknowledge("s1", KillAck.APPLIED);
        acknowledge("s2", KillAck.FAILED);
        acknowledge("s3", KillAck.APPLIED);
        harness.setProcessingTime(Records.NOW.plusSeconds(60).toEpochMilli());

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(Records.side(harness, GateKills.DECISIONS))
                .extracting(Decision::action)
                .containsExactly("KILL_ACKNOWLEDGED", "KILL_UNACKNOWLEDGED", "KILL_ACK_IGNORED");
        assertThat(Records.side(harness, GateKills.FLAGS))
                .extracting(Flag::streamId)
                .containsExactly("s2");
        assertThat(gate.unacknowledged()).as("an hour for a late answer").isEqualTo(1);
        harness.setProcessingTime(Records.NOW.plusSeconds(3601).toEpochMilli());
        assertThat(gate.unacknowledged()).isZero();
    }

    @Test
    void anIncidentHearsOfTheKillsReleasedUnderItOnly() throws Exception {
        harness.processBroadcastElement(
                Control.ofIncident(
                        "incident/crisis",
                        "{name: crisis, revision: 2, opened_at: \"" + Records.NOW + "\", expires_at: \""
                                + Records.NOW.plusSeconds(3600) + "\"}"),
                0);
        ask("outside", "v");
        ask("within", "v", "gate-1+incident/crisis@1");
        ask("withheld", "v", "gate-1+incident/crisis@1");

        assertThat(Records.side(harness, GateKills.INCIDENT_NOTES))
                .containsExactly(
                        new IncidentNote("incident/crisis", "within", IncidentNote.KILLED, Records.NOW.toEpochMilli()));
    }

    private void acknowledge(String streamId, String result) throws Exception {
        harness.processElement(GateInput.of(new KillAck("kill-" + streamId, streamId, result, null)), 0);
    }

    private void use(String account, String signature) throws Exception {
        harness.processElement(
                GateInput.of(new SignatureUse(
                        "terror", signature, "s-" + account, account, SignatureUse.HIT, Records.NOW.toEpochMilli())),
                0);
    }

    private void ask(String streamId, String signature) throws Exception {
        ask(streamId, signature, "gate-1");
    }

    private void ask(String streamId, String signature, String policyVersion) throws Exception {
        Versions versions = new Versions("test", policyVersion, 1);
        Kill kill = new Kill(
                "kill-" + streamId,
                1,
                streamId,
                "acc",
                List.of("end-session"),
                "aligned",
                "TERRORISM",
                "rule:aligned-sequence",
                "flag-" + streamId,
                Records.NOW,
                Records.NOW.plusSeconds(300),
                "",
                versions);
        Flag.Match match = new Flag.Match(
                "terror", signature, 0, "ORIGINAL", 0, 0, 5, 4000, true, false, 0, "", 1, 0, 0, 0, 0, 0, 0);
        Flag otherwise = new Flag(
                "flag-" + streamId,
                3,
                Flag.UPDATED,
                streamId,
                "acc",
                Flag.SIGNATURE,
                "TERRORISM",
                "P0",
                Records.NOW,
                "REVIEW_P0",
                List.of(),
                List.of(match),
                List.of(),
                1,
                List.of(),
                List.of(),
                List.of(),
                new Flag.Coverage(1, 1, 0),
                null,
                0,
                versions,
                Records.NOW);
        harness.processElement(GateInput.of(new KillRequest(kill, otherwise)), 0);
    }

    private KeyedBroadcastOperatorTestHarness<String, GateInput, Control, Kill> opened(OperatorSubtaskState saved)
            throws Exception {
        gate = new GateKills(POLICY, "test");
        KeyedBroadcastOperatorTestHarness<String, GateInput, Control, Kill> opened =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(gate, List.of(PolicyInForce.STATE)),
                        input -> "all",
                        Types.STRING,
                        720,
                        1,
                        0);
        opened.setup();
        if (saved != null) {
            opened.initializeState(saved);
        }
        opened.setProcessingTime(Records.NOW.toEpochMilli());
        opened.open();
        return opened;
    }
}
