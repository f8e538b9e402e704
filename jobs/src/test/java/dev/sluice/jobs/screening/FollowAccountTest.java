package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.AccountEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.screening.AccountInput;
import dev.sluice.screening.StreamInput;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowAccountTest {
    private static final long NOW = Records.NOW.toEpochMilli();

    private KeyedOneInputStreamOperatorTestHarness<String, AccountInput, StreamInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness = opened(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aBlockIsToldToTheAccountsStreamsAlsoAfterARestore() throws Exception {
        block("a");
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = opened(saved);
        start("a", "s1");
        start("b", "s2");

        assertThat(harness.extractOutputValues()).singleElement().satisfies(input -> {
            assertThat(input.streamId()).isEqualTo("s1");
            assertThat(input.standing().blockedUntilMillis()).isEqualTo(NOW + 60_000);
        });
    }

    @Test
    void anAccountThatWasNotHeardOfForHoursLeavesNoState() throws Exception {
        start("a", "s1");
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

        harness.setProcessingTime(NOW + 4 * 3_600_000L);
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    private void start(String account, String streamId) throws Exception {
        StreamEvent started = new StreamEvent(
                streamId,
                StreamEvent.STARTED,
                null,
                null,
                List.of(),
                new StreamEvent.Account(account, null, null, 0),
                -1,
                List.of(),
                Records.NOW);
        harness.processElement(AccountInput.of(started, NOW), 0);
    }

    private void block(String account) throws Exception {
        harness.processElement(
                AccountInput.of(
                        new AccountEvent(account, null, 1, Records.NOW.plusSeconds(60), null, Records.NOW), NOW),
                0);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, AccountInput, StreamInput> opened(
            OperatorSubtaskState saved) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, AccountInput, StreamInput> opened =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new FollowAccount()), AccountInput::accountId, Types.STRING);
        opened.setup();
        if (saved != null) {
            opened.initializeState(saved);
        }
        opened.setProcessingTime(NOW);
        opened.open();
        return opened;
    }
}
