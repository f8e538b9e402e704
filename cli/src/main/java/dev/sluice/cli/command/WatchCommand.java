package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventFollower;
import dev.sluice.cli.show.DecisionLines;
import dev.sluice.cli.show.JsonLines;
import dev.sluice.cli.show.Paint;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "watch",
        description = "Shows flags, kills and what viewers shall be shown, as they happen, until interrupted.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WatchCommand implements Callable<Integer> {
    private static final int MOST_KILLS = 10_000;

    @Option(names = "--from-beginning", description = "Begin with what is already there.")
    private boolean fromBeginning;

    @Option(names = "--directives", description = "Show every directive, not only those with a resource for viewers.")
    private boolean directives;

    @Option(names = "--ids", description = "End each line with the id of the flag or kill.")
    private boolean ids;

    @Option(names = "--dead-letters", description = "Show dead letters too (as JSON).")
    private boolean deadLetters;

    @Option(names = "--json", description = "One JSON line each: {\"topic\": ..., \"key\": ..., \"value\": {...}}.")
    private boolean json;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            description = "Stop after so many seconds (default: stay until interrupted).")
    private double seconds;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    private final EventCodec codec = new EventCodec();
    private final JsonLines jsonLines = new JsonLines();
    /** Of the kills seen last, how often. */
    private final Map<String, Integer> sightings = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_KILLS;
        }
    };

    @Override
    public Integer call() throws CommandException {
        List<Topic> topics = new ArrayList<>(List.of(Topic.FLAGS, Topic.KILLS, Topic.DIRECTIVES));
        if (deadLetters) {
            topics.add(Topic.DEADLETTERS);
        }
        KafkaConnection connection = kafka.connectionWith(topics.toArray(Topic[]::new));
        DecisionLines lines = new DecisionLines(Paint.ofTerminal(), ZoneId.systemDefault());
        long end = seconds > 0 ? System.nanoTime() + (long) (seconds * 1e9) : Long.MAX_VALUE;
        try (EventFollower follower = new EventFollower(connection, topics, fromBeginning)) {
            while (System.nanoTime() < end) {
                follower.poll(Duration.ofMillis(200), (topic, record) -> show(lines, topic, record));
            }
        }
        return 0;
    }

    private void show(DecisionLines lines, Topic topic, ConsumerRecord<byte[], byte[]> record) {
        PrintWriter out = spec.commandLine().getOut();
        Message message = RecordReader.message(record);
        try {
            if (wanted(topic, message)) {
                out.println(json ? jsonLines.line(topic, message.key(), message.value()) : line(lines, topic, message));
            }
        } catch (MalformedEventException | IllegalArgumentException e) {
            spec.commandLine()
                    .getErr()
                    .println(record.topic() + " offset " + record.offset() + " is no event: " + e.getMessage());
        }
        out.flush();
    }

    /** Most directives only ask for more frames. */
    private boolean wanted(Topic topic, Message message) throws MalformedEventException {
        if (topic != Topic.DIRECTIVES || directives) {
            return true;
        }
        return !codec.readDirective(message).redirect().isEmpty();
    }

    private String line(DecisionLines lines, Topic topic, Message message) throws MalformedEventException {
        return switch (topic) {
            case FLAGS -> {
                Flag flag = codec.readFlag(message);
                yield lines.line(flag) + (ids ? "  " + flag.flagId() : "");
            }
            case KILLS -> {
                Kill kill = codec.readKill(message);
                int sent = sightings.merge(kill.killId(), 1, Integer::sum);
                yield lines.line(kill, sent, appendedAt(message)) + (ids ? "  " + kill.killId() : "");
            }
            case DIRECTIVES -> lines.line(codec.readDirective(message), appendedAt(message));
            default -> jsonLines.line(topic, message.key(), message.value());
        };
    }

    private static Instant appendedAt(Message message) {
        return Instant.ofEpochMilli(message.origin().appendedAtMillis());
    }
}
