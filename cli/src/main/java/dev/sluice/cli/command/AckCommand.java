package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.TopicContents;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Kill;
import dev.sluice.event.KillAck;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ack",
        description = "Says what became of a kill, as the infrastructure that obeys it does.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "KILL_ID",
            converter = NonBlankConverter.class,
            description = "The kill, as sluice watch --ids shows it.")
    private String killId;

    @Option(
            names = "--result",
            paramLabel = "RESULT",
            required = true,
            description = KillAck.APPLIED + ", " + KillAck.ALREADY + ", " + KillAck.EXPIRED + ", " + KillAck.REJECTED
                    + " or " + KillAck.FAILED + ".")
    private String result;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        String known = result.toUpperCase(Locale.ROOT);
        if (!KillAck.RESULTS.contains(known)) {
            throw new CommandException(
                    "there is no result " + result + "; results are " + String.join(", ", KillAck.RESULTS));
        }
        List<Kill> found = find(kafka.connectionWith(Topic.KILLS, Topic.KILL_ACKS));
        if (found.isEmpty()) {
            spec.commandLine().getErr().println(killId + ": no such kill");
            return 1;
        }
        String streamId = found.get(0).streamId();
        Instant now = Instant.now();
        String id = killId + "/" + known + "/" + now.toEpochMilli();
        kafka.send(Topic.KILL_ACKS, streamId, id, new KillAck(killId, streamId, known, now));
        spec.commandLine()
                .getOut()
                .println("acknowledgement " + known + " of " + killId + " of stream " + streamId + " sent");
        return 0;
    }

    /** The kill, as often as it was sent: its stream is the acknowledgement's key. */
    private List<Kill> find(KafkaConnection connection) throws CommandException {
        EventCodec codec = new EventCodec();
        List<Kill> found = new ArrayList<>();
        try (TopicContents contents = new TopicContents(connection, Topic.KILLS)) {
            contents.read(message -> {
                try {
                    Kill kill = codec.readKill(message);
                    if (kill.killId().equals(killId)) {
                        found.add(kill);
                    }
                } catch (MalformedEventException e) {
                    report(message, e);
                }
            });
        }
        return found;
    }

    private void report(Message message, MalformedEventException problem) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message.origin().topic() + " partition "
                + message.origin().partition() + " offset " + message.origin().offset() + " is no event: "
                + problem.getMessage());
    }
}
