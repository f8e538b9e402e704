package dev.sluice.jobs.config;

/** Arguments or a configuration file that a job cannot start with; the message is for the person who wrote them. */
public final class InvalidArgumentsException extends Exception {
    InvalidArgumentsException(String message) {
        super(message);
    }
}
