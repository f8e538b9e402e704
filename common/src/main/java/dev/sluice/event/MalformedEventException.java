package dev.sluice.event;

/** A record that is not an event of its topic; becomes a dead letter. Its message never quotes the record's content. */
public final class MalformedEventException extends Exception {
    private final String error;

    /**
     * @param error the class of the failure, upper case, for the dead letter
     * @param message what was wrong, where, and what was expected
     */
    public MalformedEventException(String error, String message) {
        super(message);
        this.error = error;
    }

    /** The class of the failure, such as {@code NOT_JSON}. */
    public String error() {
        return error;
    }
}
