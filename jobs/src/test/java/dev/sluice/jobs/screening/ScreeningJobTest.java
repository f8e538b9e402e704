package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class ScreeningJobTest {
    @Test
    void aCheckpointStoreThatIsDownDoesNotRestartTheJob() {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());

        environment.configure(ScreeningJob.engine(new Configuration()));

        assertThat(environment.getCheckpointConfig().getTolerableCheckpointFailureNumber())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void recordsInFlightAreNotWrittenIntoCheckpointsWhateverTheClusterSays() {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(cluster);

        environment.configure(ScreeningJob.engine(new Configuration()));

        assertThat(environment.getCheckpointConfig().isUnalignedCheckpointsEnabled())
                .isFalse();
    }
}
