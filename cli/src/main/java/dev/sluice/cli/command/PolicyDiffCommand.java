package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.policy.PolicyDifference;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.event.Topic;
import dev.sluice.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = "What two policies say differently, path by path: old -> new. With one FILE, the old one is the "
                + "policy in force.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they say the same", "1:they do not", "2:could not do what was asked"},
        sortOptions = false)
final class PolicyDiffCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..2",
            description = "The old policy and the new one, or the new one only.")
    private List<Path> files;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        Policy newer = PolicySource.policy(files.get(files.size() - 1));
        Policy older = files.size() == 2
                ? PolicySource.policy(files.get(0))
                : PolicySource.policyInForce(kafka.connectionWith(Topic.POLICY));
        List<String> lines = PolicyDifference.between(older, newer);
        lines.forEach(spec.commandLine().getOut()::println);
        return lines.isEmpty() ? 0 : 1;
    }
}
