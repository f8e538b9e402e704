package dev.sluice.screening;

/**
 * That a signature matched a stream, or that a reviewer said it should not have; counted over all streams.
 *
 * @param kind {@link #HIT} or {@link #REJECT}
 */
public record SignatureUse(
        String bank, String signatureId, String streamId, String accountId, String kind, long atMillis) {
    public static final String HIT = "HIT";
    public static final String REJECT = "REJECT";
}
