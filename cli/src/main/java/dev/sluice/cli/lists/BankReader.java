package dev.sluice.cli.lists;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.CompactedTopic;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;

/** Shows the signatures that lie on the topic now, each as last written. */
public final class BankReader {
    private final EventCodec codec = new EventCodec();

    /** Receives what lies on the topic. */
    public interface Visitor {
        /** A signature or one chunk of it. */
        void signature(Message message, SignatureEvent signature) throws CommandException;

        /** A record that is none; the jobs leave it out too. */
        default void malformed(Message message, MalformedEventException problem) {}
    }

    /** Reads the topic to its end. */
    public void read(KafkaConnection connection, Visitor visitor) throws CommandException {
        try (CompactedTopic topic = new CompactedTopic(connection, Topic.SIGNATURES)) {
            topic.visit(message -> {
                SignatureEvent signature;
                try {
                    signature = codec.readSignature(message);
                } catch (MalformedEventException e) {
                    visitor.malformed(message, e);
                    return;
                }
                visitor.signature(message, signature);
            });
        }
    }
}
