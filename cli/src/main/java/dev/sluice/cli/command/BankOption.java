package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.policy.PolicySource;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.policy.Policy;
import dev.sluice.signature.Bank;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The bank that a command is about. */
final class BankOption {
    @Option(names = "--bank", paramLabel = "NAME", required = true, description = "The bank, as the policy names it.")
    private String bank;

    String name() throws CommandException {
        return checked(bank, "a bank's name");
    }

    /** Warns of a bank that the policy in force does not name, as a mistyped one. */
    void warnIfUnnamed(KafkaConnection connection, PrintWriter err) throws CommandException {
        Policy policy = PolicySource.publishedOrShipped(connection);
        if (!policy.banks().names().contains(name())) {
            err.println("warning: policy " + policy.version() + " names no bank " + bank
                    + ": what it holds is flagged as " + Bank.UNSPECIFIED + " and cannot end a stream");
            err.flush();
        }
    }

    /** A part of a signature's key. */
    static String checked(String part, String what) throws CommandException {
        if (part.isBlank() || part.contains("/")) {
            throw new CommandException(what + " must not be blank or contain /");
        }
        return part;
    }
}
