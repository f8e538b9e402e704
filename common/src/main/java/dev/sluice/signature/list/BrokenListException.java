package dev.sluice.signature.list;

/** A document's syntax ends; what follows cannot be told apart. Its message quotes nothing. */
final class BrokenListException extends Exception {
    private final String at;

    /** @param at where, such as {@code line 3} */
    BrokenListException(String at, String message) {
        super(message);
        this.at = at;
    }

    String at() {
        return at;
    }
}
