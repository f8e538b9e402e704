package dev.sluice.cli;

/** Why a command cannot do what it was asked, in one line for the person who asked. */
public final class CommandException extends Exception {
    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
