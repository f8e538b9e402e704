package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fingerprint.PdqHash;
import dev.sluice.screening.Sighting;
import dev.sluice.screening.StreamInput;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchRestreamsTest {
    private static final long NOW = Records.NOW.toEpochMilli();
    private static final PdqHash PICTURE = new PdqHash(1, 2, 3, 4);

    private KeyedBroadcastOperatorTestHarness<Integer, Sighting, Control, StreamInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness = opened(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void bothStreamsHearOfEachOtherAlsoAfterARestore() throws Exception {
        see("s1", "a");
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = opened(saved);
        see("s2", "b");

        assertThat(harness.extractOutputValues())
                .extracting(StreamInput::streamId)
                .containsExactly("s1", "s2");
        assertThat(harness.extractOutputValues().get(1).resemblance().earlier()).isTrue();
    }

    @Test
    void bandsWithoutSightingsLeaveNoState() throws Exception {
        see("s1", "a");
        assertThat(kept()).isEqualTo(1);

        harness.setProcessingTime(NOW + 3_600_000);
        assertThat(kept()).isZero();
    }

    private int kept() {
        return ((HeapKeyedStateBackend<?>) harness.getOperator().<Integer>getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    private void see(String streamId, String account) throws Exception {
        harness.processElement(new Sighting(1, streamId, account, PICTURE, NOW), 0);
    }

    private static KeyedBroadcastOperatorTestHarness<Integer, Sighting, Control, StreamInput> opened(
            OperatorSubtaskState saved) throws Exception {
        KeyedBroadcastOperatorTestHarness<Integer, Sighting, Control, StreamInput> opened =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(new WatchRestreams(null), List.of(PolicyInForce.STATE)),
                        Sighting::band,
                        Types.INT,
                        720,
                        1,
                        0);
        opened.setup();
        if (saved != null) {
            opened.initializeState(saved);
        }
        opened.setProcessingTime(NOW);
        opened.open();
        return opened;
    }
}
