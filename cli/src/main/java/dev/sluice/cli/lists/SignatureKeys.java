package dev.sluice.cli.lists;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.CompactedTopic;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The keys under which some signatures of a bank lie on the topic now: one, or one per chunk. */
public final class SignatureKeys {
    private SignatureKeys() {}

    /** Reads the topic to its end. */
    public static List<SignatureKey> read(KafkaConnection connection, String bank, Set<String> ids)
            throws CommandException {
        List<SignatureKey> keys = new ArrayList<>();
        try (CompactedTopic topic = new CompactedTopic(connection, Topic.SIGNATURES)) {
            topic.visit(message -> SignatureKey.parse(message.key())
                    .filter(key -> key.bank().equals(bank) && ids.contains(key.id()))
                    .ifPresent(keys::add));
        }
        return keys;
    }
}
