package dev.sluice.cli.kafka;

import dev.sluice.cli.CommandException;
import dev.sluice.event.AccountEvent;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The standing of accounts, as it lies on their topic now. */
public final class AccountTopic {
    private final KafkaConnection connection;
    private final Consumer<String> problems;
    private final EventCodec codec = new EventCodec();

    /** @param problems receives a line for each record that is no standing; the jobs leave it out too */
    public AccountTopic(KafkaConnection connection, Consumer<String> problems) {
        this.connection = connection;
        this.problems = problems;
    }

    /** An account's standing; empty if it has none. */
    public Optional<AccountEvent> standing(String accountId) throws CommandException {
        return Optional.ofNullable(read(accountId::equals).get(accountId));
    }

    /** Everybody's standing, by account. */
    public SortedMap<String, AccountEvent> standings() throws CommandException {
        return read(account -> true);
    }

    private SortedMap<String, AccountEvent> read(Predicate<String> wanted) throws CommandException {
        SortedMap<String, AccountEvent> standings = new TreeMap<>();
        try (TopicContents contents = new TopicContents(connection, Topic.ACCOUNTS)) {
            contents.read(message -> {
                if (message.value() == null && message.key() != null) {
                    standings.remove(message.key());
                    return;
                }
                try {
                    AccountEvent account = codec.readAccount(message);
                    if (wanted.test(account.accountId())) {
                        standings.put(account.accountId(), account);
                    }
                } catch (MalformedEventException e) {
                    problems.accept(problem(message, e));
                }
            });
        }
        return standings;
    }

    private static String problem(Message message, MalformedEventException problem) {
        return message.origin().topic() + " partition " + message.origin().partition() + " offset "
                + message.origin().offset() + " is no event: " + problem.getMessage();
    }
}
