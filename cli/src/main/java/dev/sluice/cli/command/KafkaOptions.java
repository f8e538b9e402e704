package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.net.InetSocketAddress;
import java.util.Arrays;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches Kafka. */
final class KafkaOptions {
    @Option(
            names = {"--bootstrap", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Kafka brokers (default: ${DEFAULT-VALUE}).")
    private String bootstrap;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "sluice.",
            description = "What stands before each topic's name (default: ${DEFAULT-VALUE}).")
    private String prefix;

    @Mixin
    private KafkaConfigOption config;

    /** The connection, once the broker has answered that it has the topics. */
    KafkaConnection connectionWith(Topic... topics) throws CommandException {
        KafkaConnection connection = connection();
        new Topics(connection).require(topics);
        return connection;
    }

    /** Writes one event; it is on the broker when this returns. */
    void send(Topic topic, String key, String id, Object event) throws CommandException {
        try (EventProducer producer = new EventProducer(connectionWith(topic))) {
            producer.send(topic, key, id, event);
            producer.flush();
        }
    }

    KafkaConnection connection() throws CommandException {
        // The client's own message leaves out which.
        if (Arrays.stream(bootstrap.split(",")).noneMatch(KafkaOptions::isResolved)) {
            throw new CommandException("no address of Kafka's can be resolved: " + bootstrap);
        }
        return new KafkaConnection(bootstrap, prefix, config.properties());
    }

    /** What is no address is left to the client to complain of. */
    private static boolean isResolved(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 || !new InetSocketAddress(address.substring(0, colon).strip(), 0).isUnresolved();
    }
}
