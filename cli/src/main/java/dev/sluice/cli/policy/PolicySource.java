package dev.sluice.cli.policy;

import dev.sluice.cli.CommandException;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.LatestPolicy;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command finds a policy. */
public final class PolicySource {
    private PolicySource() {}

    /** The text of a file. */
    public static String read(Path file) throws CommandException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandException("no such file: " + file, e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + " as text", e);
        }
    }

    /** The policy of a file. */
    public static Policy policy(Path file) throws CommandException {
        try {
            return Policy.parse(read(file));
        } catch (InvalidPolicyException e) {
            throw new CommandException(file + " is no valid policy: " + e.getMessage(), e);
        }
    }

    /** The text of the newest valid policy on its topic. */
    public static String inForce(KafkaConnection connection) throws CommandException {
        return LatestPolicy.read(connection)
                .map(LatestPolicy.Published::text)
                .orElseThrow(
                        () -> new CommandException(
                                "no valid policy was published yet; the shipped one is in force (sluice policy show --shipped)"));
    }

    /** The newest valid policy on its topic. */
    public static Policy policyInForce(KafkaConnection connection) throws CommandException {
        return parsed(inForce(connection));
    }

    /** The newest valid policy on its topic; empty if none was published yet. */
    public static Optional<Policy> ifPublished(KafkaConnection connection) {
        return LatestPolicy.read(connection).map(LatestPolicy.Published::text).map(PolicySource::parsed);
    }

    /** The newest valid policy on its topic, or the shipped one, which is in force until there is one. */
    public static Policy publishedOrShipped(KafkaConnection connection) {
        return ifPublished(connection).orElseGet(Policy::shipped);
    }

    private static Policy parsed(String inForce) {
        try {
            return Policy.parse(inForce);
        } catch (InvalidPolicyException e) {
            throw new IllegalStateException("the policy in force was valid a moment ago", e);
        }
    }
}
