package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.cli.policy.PolicyTrial;
import dev.sluice.cli.show.DecisionLines;
import dev.sluice.event.Decision;
import dev.sluice.policy.Policy;
import dev.sluice.screening.Step;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        description = {
            "Runs a policy over recorded events and prints each decision with its reasons. Needs no Kafka.",
            "DIR holds chat.jsonl, streams.jsonl, reports.jsonl or signals.jsonl: one event of that topic per line, with its"
                    + " stream_id and its time (sent_at or at). Pictures are not played: signatures never match here."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PolicyTestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "YAML or JSON.")
    private Path file;

    @Option(names = "--events", paramLabel = "DIR", required = true, description = "The folder of events.")
    private Path events;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        Policy policy = PolicySource.policy(file);
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Integer> counts = new TreeMap<>();
        int played = new PolicyTrial(policy).run(events, (decision, step) -> {
            counts.merge(decision.action(), 1, Integer::sum);
            out.println(line(decision, step));
        });
        out.println("policy " + policy.version() + ": " + played + " events, "
                + (counts.isEmpty() ? "no decision" : counts.toString().replaceAll("[{}]", "")));
        return 0;
    }

    private static String line(Decision decision, Step step) {
        String reasons = String.join("; ", decision.reasons());
        String what = what(decision, step);
        return String.format(
                Locale.ROOT,
                "%s  %-11s %s  risk %.2f  %s",
                decision.at(),
                decision.action(),
                decision.streamId(),
                decision.risk(),
                what.isEmpty() || reasons.isEmpty() ? what + reasons : what + "  (" + reasons + ")");
    }

    /** What was flagged, or asked of the publisher. */
    private static String what(Decision decision, Step step) {
        Stream<String> flagged = step.flags().stream()
                .filter(flag -> flag.flagId().equals(decision.reference()))
                .map(flag -> flag.priority() + " " + DecisionLines.cause(flag));
        Stream<String> asked = step.directives().stream()
                .filter(directive -> decision.action().equals("DIRECTIVE"))
                .map(DecisionLines::rate);
        return Stream.concat(flagged, asked).findFirst().orElse("");
    }
}
