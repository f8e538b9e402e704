package dev.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.publish.Playback;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    @Test
    void theSyntheticWorldEndsAsItsDescriptionSays() throws Exception {
        Playback playback = new Playback(4, 3, Playback.Encoding.JPEG);
        Summary summary =
                new Quickstart(Worlds.synthetic(), new Quickstart.Settings(playback, 0, false), new Silent()).run();
        Map<String, String> outcomes = new TreeMap<>();
        for (Summary.StreamResult stream : summary.streams()) {
            List<String> reasons = stream.flags().stream().map(Flag::reason).toList();
            outcomes.put(stream.id(), stream.kill().isPresent() ? "KILL" : String.join(",", reasons));
        }
        assertThat(outcomes)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cooking", "",
                        "chess", "",
                        "music", "",
                        "rebroadcast", "KILL",
                        "rebroadcast-mirrored", "KILL",
                        "rebroadcast-framed", "KILL",
                        "street", "CHAT"));
        long published = summary.streams().stream()
                .mapToLong(Summary.StreamResult::published)
                .sum();
        assertThat(summary.framesSeen()).isEqualTo(published);
        assertThat(summary.framesSampled()).isPositive().isLessThan(published);
        assertThat(summary.p99Millis()).isPresent();
        assertThat(summary.restarts()).isZero();
    }

    private static final class Silent implements Display {
        @Override
        public void status(String text) {}

        @Override
        public void flag(Flag flag, ConsumerRecord<byte[], byte[]> record) {}

        @Override
        public void kill(Kill kill, ConsumerRecord<byte[], byte[]> record) {}

        @Override
        public void progress(int streams, long published, long sampled, int flags, int kills) {}
    }
}
