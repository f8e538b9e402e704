package dev.sluice.signature.list;

/** A file that is no list, or one of a format that cannot become signatures. Its message quotes nothing of it. */
public final class UnusableListException extends Exception {
    public UnusableListException(String message) {
        super(message);
    }
}
