package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.CommandException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
    @Test
    void streamsAreSpreadEvenlyOverAnInterval() {
        LoadPlan plan = new LoadPlan("r", 4, 2, 10, 1, 0);

        assertThat(LongStream.of(plan.dueNanos(0, 0), plan.dueNanos(1, 0), plan.dueNanos(3, 0), plan.dueNanos(0, 1)))
                .containsExactly(0L, 125_000_000L, 375_000_000L, 500_000_000L);
        assertThat(plan.framesPerStream()).isEqualTo(20);
        assertThat(plan.ptsMillis(3)).isEqualTo(1500);
    }

    @Test
    void withARampStreamsBeginOneAfterAnotherAndEachIsAsLong() {
        LoadPlan plan = new LoadPlan("r", 4, 2, 10, 1, 0, 8);

        assertThat(plan.lastsSeconds()).isEqualTo(18);
        int[] begins = new int[4];
        for (int stream = 0; stream < 4; stream++) {
            int frames = 0;
            for (int interval = 0; interval < plan.intervals(); interval++) {
                int frame = plan.frameIn(interval, stream);
                frames += frame >= 0 && frame < plan.framesPerStream() ? 1 : 0;
                begins[stream] = frame == 0 ? interval : begins[stream];
            }
            assertThat(frames).isEqualTo(20);
        }
        assertThat(begins).containsExactlyInAnyOrder(0, 4, 8, 12);
    }

    @Test
    void theFirstStreamsArePlantedAndSaySo() {
        LoadPlan plan = new LoadPlan("r", 3, 2, 10, 1, 0);

        assertThat(plan.streamIds()).containsExactly("load-r-planted-0001", "load-r-0002", "load-r-0003");
        assertThat(plan.plantedIds()).containsExactly("load-r-planted-0001");
    }

    @Test
    void whatCannotBeDoneIsSaidWithItsBounds() throws CommandException {
        new LoadPlan("r", 1, 30, 1, 1, 0).require();

        refuses(new LoadPlan("r", 0, 2, 10, 0, 0), "--streams must be 1..20000, not 0");
        refuses(new LoadPlan("r", 3, 2, 10, 4, 0), "--planted must be 0..3, not 4");
        refuses(new LoadPlan("r", 3, 0, 10, 1, 0), "--fps must be more than 0 and at most 30, not 0.0");
        refuses(new LoadPlan("r", 3, Double.NaN, 10, 1, 0), "--fps must be more than 0 and at most 30, not NaN");
        refuses(new LoadPlan("r", 3, 2, 0, 1, 0), "--seconds must be 1..3600, not 0");
        refuses(new LoadPlan("r", 3, 2, 10, 1, -1), "--chat must be 0..100000, not -1.0");
    }

    private static void refuses(LoadPlan plan, String message) {
        assertThatThrownBy(plan::require).isInstanceOf(CommandException.class).hasMessage(message);
    }
}
