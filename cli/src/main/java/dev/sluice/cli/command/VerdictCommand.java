package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.TopicContents;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Topic;
import dev.sluice.event.VerdictEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verdict",
        description = "Answers a flag as a reviewer.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerdictCommand implements Callable<Integer> {
    /** Whoever says that a stream is fine, or cannot tell, cannot ask for its end. */
    private static final Set<String> MAY_KILL = Set.of(VerdictEvent.CONFIRM, VerdictEvent.ESCALATE);

    @Mixin
    private StreamOption stream;

    @Option(
            names = "--flag",
            paramLabel = "ID",
            required = true,
            converter = NonBlankConverter.class,
            description = "The flag, as sluice watch --ids shows it.")
    private String flag;

    @Option(
            names = "--reviewer",
            paramLabel = "NAME",
            required = true,
            converter = NonBlankConverter.class,
            description = "Who answers.")
    private String reviewer;

    @Option(
            names = "--decision",
            paramLabel = "DECISION",
            required = true,
            description = VerdictEvent.CONFIRM + ", " + VerdictEvent.REJECT + ", " + VerdictEvent.ESCALATE + ", "
                    + VerdictEvent.NEWS_CONTEXT + ", " + VerdictEvent.COUNTER_SPEECH + ", " + VerdictEvent.DUPLICATE
                    + " or " + VerdictEvent.CANNOT_TELL + ".")
    private String decision;

    @Option(names = "--reason", paramLabel = "REASON", description = "The ground, in the platform's words.")
    private String reason;

    @Option(names = "--note", paramLabel = "TEXT", description = "For other reviewers.")
    private String note;

    @Option(names = "--kill", description = "Ask that the stream be ended; goes with CONFIRM and ESCALATE.")
    private boolean kill;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        String known = decision.toUpperCase(Locale.ROOT);
        if (!VerdictEvent.DECISIONS.contains(known)) {
            throw new CommandException("there is no decision " + decision + "; decisions are "
                    + String.join(", ", VerdictEvent.DECISIONS));
        }
        if (kill && !MAY_KILL.contains(known)) {
            throw new CommandException("--kill goes with CONFIRM and ESCALATE, not with " + known);
        }
        EventCodec codec = new EventCodec();
        String flagged = TopicContents.last(
                        kafka.connectionWith(Topic.FLAGS, Topic.VERDICTS),
                        Topic.FLAGS,
                        codec::readFlag,
                        published -> published.flagId().equals(flag))
                .orElseThrow(() -> new CommandException(flag + ": no such flag"))
                .streamId();
        if (!flagged.equals(stream.id())) {
            throw new CommandException(flag + " is a flag of stream " + flagged + ", not of " + stream.id());
        }
        Instant now = Instant.now();
        VerdictEvent verdict = new VerdictEvent(stream.id(), flag, reviewer, known, reason, note, kill, now);
        String id = flag + "/" + reviewer + "/" + now.toEpochMilli();
        kafka.send(Topic.VERDICTS, stream.id(), id, verdict);
        spec.commandLine()
                .getOut()
                .println("verdict " + known + " on " + flag + " of stream " + stream.id() + " by " + reviewer + " sent"
                        + (kill
                                ? "; it asks that the stream be ended, which the policy may want a second reviewer to ask, too"
                                : ""));
        return 0;
    }
}
