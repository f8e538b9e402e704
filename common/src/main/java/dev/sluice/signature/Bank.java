package dev.sluice.signature;

/**
 * A named list of signatures and what may follow from a match with it.
 *
 * @param name as in the signatures' keys
 * @param category the policy's category for flags, such as {@code TERRORISM}
 * @param severity weight of a match in the stream's risk, 0..1
 * @param distance largest number of differing bits that still matches, 0..63
 * @param killEligible whether an aligned sequence may end a stream
 * @param benign whether a match excludes a frame from all matching
 * @param soakSeconds how long a signature must have been listed before it may kill
 */
public record Bank(
        String name,
        String category,
        double severity,
        int distance,
        boolean killEligible,
        boolean benign,
        long soakSeconds) {
    /** Meta's published threshold for PDQ. */
    public static final int USUAL_DISTANCE = 31;

    /** A bank that the policy does not name: its matches are shown to people, and never kill. */
    static Bank unnamed(String name) {
        return new Bank(name, "UNSPECIFIED", 0.8, USUAL_DISTANCE, false, false, 0);
    }
}
