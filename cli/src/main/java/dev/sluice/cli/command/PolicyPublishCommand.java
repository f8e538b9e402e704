package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.policy.PolicyDifference;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.event.Topic;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.signature.Bank;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "publish",
        description = "Validates a policy document and publishes it; running jobs obey it at once.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PolicyPublishCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "YAML or JSON.")
    private Path file;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        Policy policy = PolicySource.policy(file);
        KafkaConnection connection = kafka.connectionWith(Topic.POLICY);
        Policy before = PolicySource.ifPublished(connection).orElse(null);
        int differences =
                before == null ? 0 : PolicyDifference.between(before, policy).size();
        if (differences > 0) {
            requireAVersionOfItsOwn(policy, before, differences);
        }
        try (EventProducer producer = new EventProducer(connection)) {
            // As it was written: comments are for those who read it on the topic.
            producer.sendPolicy(PolicySource.read(file));
            producer.flush();
        }
        spec.commandLine()
                .getOut()
                .println("policy " + policy.version() + " published"
                        + (before == null ? "" : ": " + placesDiffer(differences) + " from " + before.version()));
        if (before != null) {
            warnings(policy, before)
                    .forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
        }
        return 0;
    }

    private static String placesDiffer(int count) {
        return count == 1 ? "1 place differs" : count + " places differ";
    }

    /** What weakens screening, and may be an oversight. */
    private static List<String> warnings(Policy policy, Policy before) {
        List<String> warnings = new ArrayList<>();
        Set<String> dropped = new TreeSet<>(before.banks().names());
        dropped.removeAll(policy.banks().names());
        if (!dropped.isEmpty()) {
            warnings.add("it no longer names " + (dropped.size() == 1 ? "bank " : "banks ") + String.join(", ", dropped)
                    + ": what they hold is flagged as " + Bank.UNSPECIFIED + " and cannot end a stream");
        }
        if (enforcesKills(before) && !enforcesKills(policy)) {
            warnings.add("kills are no longer enforced");
        }
        if (policy.document().epoch() < before.document().epoch()) {
            warnings.add("its epoch " + policy.document().epoch() + " is below the "
                    + before.document().epoch() + " of " + before.version());
        }
        return warnings;
    }

    private static boolean enforcesKills(Policy policy) {
        return policy.document().kills().mode().equals(PolicyDocument.Kills.ENFORCE);
    }

    /** Flags and decisions name the version: it must tell what they were made by. */
    private void requireAVersionOfItsOwn(Policy policy, Policy inForce, int differences) throws CommandException {
        if (inForce.version().equals(policy.version())) {
            throw new CommandException("the policy in force has version " + policy.version() + ", too, and "
                    + placesDiffer(differences) + ": give " + file
                    + " a version of its own (sluice policy diff shows the places)");
        }
    }
}
