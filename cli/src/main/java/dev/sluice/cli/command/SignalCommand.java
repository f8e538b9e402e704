package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.event.SignalEvent;
import dev.sluice.event.Topic;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "signal",
        description = "Says what another system makes of a stream, such as a classifier.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SignalCommand implements Callable<Integer> {
    @Mixin
    private StreamOption stream;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            required = true,
            converter = NonBlankConverter.class,
            description = "Which system.")
    private String source;

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            required = true,
            converter = NonBlankConverter.class,
            description = "What it saw or heard, in its own words.")
    private String label;

    @Option(
            names = "--score",
            paramLabel = "0..1",
            required = true,
            converter = ShareConverter.class,
            description = "How sure it is.")
    private double score;

    @Option(names = "--evidence", paramLabel = "REF", description = "Where its evidence lies.")
    private String evidence;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        Instant now = Instant.now();
        SignalEvent signal = new SignalEvent(stream.id(), source, label, score, evidence, now);
        String id = source + "/" + stream.id() + "/" + label + "/" + now.toEpochMilli();
        kafka.send(Topic.SIGNALS, stream.id(), id, signal);
        spec.commandLine()
                .getOut()
                .println("signal " + label + " " + score + " of " + source + " on stream " + stream.id() + " sent");
        return 0;
    }
}
