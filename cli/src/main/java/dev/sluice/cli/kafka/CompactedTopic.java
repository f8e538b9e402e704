package dev.sluice.cli.kafka;

import dev.sluice.cli.CommandException;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * What lies on a compacted topic of one partition, up to its end at the time of opening. Reads it twice, to show the last record of
 * each key without holding their values. Used by one thread, closed by it.
 */
public final class CompactedTopic implements AutoCloseable {
    private final TopicContents contents;

    public CompactedTopic(KafkaConnection connection, Topic topic) throws CommandException {
        contents = new TopicContents(connection, topic);
        int partitions = contents.partitions();
        if (partitions != 1) {
            contents.close();
            throw new CommandException(contents.name() + " has " + partitions + " partitions; it must have exactly one"
                    + (partitions == 0 ? " (" + Topics.makingThem(connection) + " makes it)" : ""));
        }
    }

    /**
     * Shows the last record of each key, in the order in which they were written, but for tombstones; records without a key
     * too, which belong to none.
     */
    public void visit(TopicContents.Visitor visitor) throws CommandException {
        Map<String, Long> last = new HashMap<>();
        contents.read(message -> {
            if (message.key() != null && message.value() == null) {
                last.remove(message.key());
            } else if (message.key() != null) {
                last.put(message.key(), message.origin().offset());
            }
        });
        contents.read(message -> {
            Long offset = message.key() == null ? null : last.get(message.key());
            boolean keyless = message.key() == null && message.value() != null;
            if (keyless || (offset != null && offset == message.origin().offset())) {
                visitor.record(message);
            }
        });
    }

    @Override
    public void close() {
        contents.close();
    }
}
