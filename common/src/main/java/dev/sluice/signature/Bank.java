package dev.sluice.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

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
 * @param enabledRatio share of the bank's signatures that are active, 0..1: a large new bank is let in by and by
 * @param seed chooses which; with the same one, a higher ratio only adds
 * @param disabled signatures that are left out for a time
 */
public record Bank(
        String name,
        String category,
        double severity,
        int distance,
        boolean killEligible,
        boolean benign,
        long soakSeconds,
        double enabledRatio,
        long seed,
        List<Disabled> disabled) {
    /** Meta's published threshold for PDQ. */
    public static final int USUAL_DISTANCE = 31;

    /** What a match weighs if the policy does not say. */
    public static final double USUAL_SEVERITY = 0.8;

    /** The category of a bank for which the policy gives none. */
    public static final String UNSPECIFIED = "UNSPECIFIED";

    public Bank {
        disabled = disabled == null ? List.of() : List.copyOf(disabled);
    }

    /**
     * A signature that is left out for a time.
     *
     * @param until when it is active again
     */
    public record Disabled(String signatureId, Instant until) {}

    /** A bank that the policy does not name: its matches are shown to people, and never kill. */
    static Bank unnamed(String name) {
        return new Bank(name, UNSPECIFIED, USUAL_SEVERITY, USUAL_DISTANCE, false, false, 0, 1, 0, List.of());
    }

    /** The same bank with or without the authority to end streams. */
    public Bank withKillEligible(boolean eligible) {
        return new Bank(
                name, category, severity, distance, eligible, benign, soakSeconds, enabledRatio, seed, disabled);
    }

    /** Whether a signature of this bank is active at a moment. The same on every machine. */
    public boolean isEnabled(String signatureId, Instant now) {
        for (Disabled entry : disabled) {
            if (entry.signatureId().equals(signatureId) && now.isBefore(entry.until())) {
                return false;
            }
        }
        return enabledRatio >= 1 || point(signatureId) < enabledRatio;
    }

    /** Where a signature lies in 0..1, evenly: FNV-1a over its id, started with the seed, mixed as in MurmurHash3. */
    private double point(String signatureId) {
        long hash = 0xcbf29ce484222325L ^ mixed(seed);
        for (byte unit : signatureId.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (unit & 0xff)) * 0x100000001b3L;
        }
        return (mixed(hash) >>> 11) * 0x1p-53;
    }

    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
