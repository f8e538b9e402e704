package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.policy.Rule;
import dev.sluice.signature.Bank;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        description = "Checks a policy document and says everything that is wrong, as FILE:LINE: what. Needs no Kafka.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:valid", "2:not valid, or not readable"},
        sortOptions = false)
final class PolicyValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "YAML or JSON.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        String text = PolicySource.read(file);
        try {
            Policy policy = Policy.parse(text);
            spec.commandLine().getOut().println("policy " + policy.version() + " is valid: " + summary(policy));
            return ExitCode.OK;
        } catch (InvalidPolicyException e) {
            // More than one line, as an exception: whoever mends a policy wants them all.
            PrintWriter err = spec.commandLine().getErr();
            e.problems().forEach(problem -> err.println(file + ":" + problem.line() + ": " + problem.message()));
            return ExitCode.USAGE;
        }
    }

    private static String summary(Policy policy) {
        PolicyDocument document = policy.document();
        String modes = Stream.of(Rule.Mode.values())
                .map(mode -> count(document, mode) + " " + mode.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        long killing = document.banks().stream().filter(Bank::killEligible).count();
        long benign = document.banks().stream().filter(Bank::benign).count();
        return document.banks().size() + " banks (" + killing + " may kill, " + benign + " benign), "
                + document.allTerms().size() + " terms, " + document.patterns().size() + " patterns, "
                + document.links().size() + " links, " + document.rules().size() + " rules (" + modes + "), kills "
                + document.kills().mode();
    }

    private static long count(PolicyDocument document, Rule.Mode mode) {
        return document.rules().stream().filter(rule -> rule.mode() == mode).count();
    }
}
