package dev.sluice.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.publish.Playback;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.VerdictEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    @Test
    void theSyntheticWorldEndsAsItsDescriptionSays() throws Exception {
        Playback playback = new Playback(4, 3, Playback.Encoding.JPEG);
        Summary summary =
                new Quickstart(Worlds.synthetic(), new Quickstart.Settings(playback, 0, false), new Silent()).run();
        assertThat(summary.streams()).hasSize(11).allSatisfy(stream -> assertThat(
                        stream.ending().words())
                .as("%s, expected %s", stream.id(), stream.expected().orElseThrow())
                .satisfies(words -> assertThat(stream.asExpected()).isTrue()));
        assertThat(summary.asExpected()).isTrue();
        assertThat(summary.kills()).isEqualTo(5);
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
        public void verdict(VerdictEvent verdict) {}

        @Override
        public void progress(int streams, long published, long sampled, int flags, int kills) {}
    }
}
