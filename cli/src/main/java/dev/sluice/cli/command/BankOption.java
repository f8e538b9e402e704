package dev.sluice.cli.command;

import dev.sluice.cli.CommandException;
import picocli.CommandLine.Option;

/** The bank that a command is about. */
final class BankOption {
    @Option(names = "--bank", paramLabel = "NAME", required = true, description = "The bank, as the policy names it.")
    private String bank;

    String name() throws CommandException {
        return checked(bank, "a bank's name");
    }

    /** A part of a signature's key. */
    static String checked(String part, String what) throws CommandException {
        if (part.isBlank() || part.contains("/")) {
            throw new CommandException(what + " must not be blank or contain /");
        }
        return part;
    }
}
