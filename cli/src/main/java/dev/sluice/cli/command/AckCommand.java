package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.TopicContents;
import dev.sluice.event.EventCodec;
import dev.sluice.event.KillAck;
import dev.sluice.event.Topic;
import java.time.Instant;
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
        EventCodec codec = new EventCodec();
        // The stream is the acknowledgement's key.
        String streamId = TopicContents.last(
                        kafka.connectionWith(Topic.KILLS, Topic.KILL_ACKS),
                        Topic.KILLS,
                        codec::readKill,
                        kill -> kill.killId().equals(killId))
                .orElseThrow(() -> new CommandException(killId + ": no such kill"))
                .streamId();
        Instant now = Instant.now();
        String id = killId + "/" + known + "/" + now.toEpochMilli();
        kafka.send(Topic.KILL_ACKS, streamId, id, new KillAck(killId, streamId, known, now));
        spec.commandLine()
                .getOut()
                .println("acknowledgement " + known + " of " + killId + " of stream " + streamId + " sent");
        return 0;
    }
}
