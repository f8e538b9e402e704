package dev.sluice.event;

import java.time.Instant;

/**
 * What one stream of an account means for its other streams: the screening's word to itself, on topic
 * {@code account-notes} under the account's id as key.
 *
 * @param streamId the stream that it speaks of
 * @param kind {@link #CONFIRMED}, {@link #SIBLING} or {@link #ALIGNED}; other values are carried as they came
 * @param bank of the signature with which the stream aligns; empty unless ALIGNED
 * @param signatureId of that signature; empty unless ALIGNED
 * @param frames how many distinct frames of the stream it rests on
 * @param spanMillis media time between the first and last of them
 * @param seeds how many of them matched by themselves, not only where the alignment predicted it
 * @param referenceFromMillis time into the reference of the earliest that they meet
 * @param referenceToMillis time into the reference of the latest
 */
public record AccountNote(
        String accountId,
        String streamId,
        String kind,
        String bank,
        String signatureId,
        int frames,
        long spanMillis,
        int seeds,
        long referenceFromMillis,
        long referenceToMillis,
        Instant at) {
    /** A reviewer confirmed a flag of the stream. */
    public static final String CONFIRMED = "CONFIRMED";
    /** The account streams this one beside others. */
    public static final String SIBLING = "SIBLING";
    /** The stream aligns with a signature. */
    public static final String ALIGNED = "ALIGNED";

    public AccountNote {
        bank = bank == null ? "" : bank;
        signatureId = signatureId == null ? "" : signatureId;
    }
}
