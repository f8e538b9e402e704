package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventFollower;
import dev.sluice.cli.show.DecisionLines;
import dev.sluice.cli.show.JsonLines;
import dev.sluice.cli.show.Paint;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "watch",
        description = "Shows flags and kills of a cluster as they happen, until interrupted.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WatchCommand implements Callable<Integer> {
    @Option(names = "--from-beginning", description = "Begin with what is already there.")
    private boolean fromBeginning;

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

    @Override
    public Integer call() throws CommandException {
        List<Topic> topics = new ArrayList<>(List.of(Topic.FLAGS, Topic.KILLS));
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
            if (json || topic == Topic.DEADLETTERS) {
                out.println(jsonLines.line(topic, message.key(), message.value()));
            } else if (topic == Topic.FLAGS) {
                out.println(lines.line(codec.readFlag(message)));
            } else {
                out.println(lines.line(codec.readKill(message)));
            }
        } catch (MalformedEventException | IllegalArgumentException e) {
            spec.commandLine()
                    .getErr()
                    .println(record.topic() + " offset " + record.offset() + " is no event: " + e.getMessage());
        }
        out.flush();
    }
}
