package dev.sluice.cli.quickstart;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.VerdictEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the quickstart shows what happens. */
public interface Display {
    /** A step of the start. */
    void status(String text);

    void flag(Flag flag, ConsumerRecord<byte[], byte[]> record);

    void kill(Kill kill, ConsumerRecord<byte[], byte[]> record);

    /** What a reviewer of the world answered. */
    void verdict(VerdictEvent verdict);

    /** How far the run is. */
    void progress(int streams, long published, long sampled, int flags, int kills);
}
