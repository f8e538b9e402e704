package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.Topic;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Reports a stream as a viewer.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private StreamOption stream;

    @Option(
            names = "--reporter",
            paramLabel = "ID",
            required = true,
            converter = NonBlankConverter.class,
            description = "Who reports.")
    private String reporter;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            required = true,
            converter = NonBlankConverter.class,
            description = "What is reported, in the policy's words, such as imminent-harm.")
    private String reason;

    @Option(
            names = "--credibility",
            paramLabel = "0..1",
            defaultValue = "" + ReportEvent.USUAL_CREDIBILITY,
            converter = ShareConverter.class,
            description = "What the platform knows of the reporter (default: ${DEFAULT-VALUE}).")
    private double credibility;

    @Option(names = "--text", paramLabel = "TEXT", description = "What the reporter writes.")
    private String text;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        String id = "report-" + UUID.randomUUID();
        ReportEvent report = new ReportEvent(stream.id(), id, reporter, reason, credibility, text, Instant.now());
        kafka.send(Topic.REPORTS, stream.id(), id, report);
        spec.commandLine()
                .getOut()
                .println("report " + reason + " of stream " + stream.id() + " by " + reporter + " (credibility "
                        + credibility + ") sent");
        return 0;
    }
}
