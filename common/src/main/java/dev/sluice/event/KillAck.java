package dev.sluice.event;

import java.time.Instant;
import java.util.List;

/**
 * What became of a kill, as the stopper says on topic {@code kill-acks}.
 *
 * @param killId the kill that it answers
 * @param result {@link #APPLIED}, {@link #ALREADY}, {@link #EXPIRED}, {@link #REJECTED} or {@link #FAILED}; other values
 *     are carried as they came
 * @param at when, null if not said
 */
public record KillAck(String killId, String streamId, String result, Instant at) {
    /** The session is ended. */
    public static final String APPLIED = "APPLIED";
    /** The session had ended before. */
    public static final String ALREADY = "ALREADY";
    /** The kill came after its expiry. */
    public static final String EXPIRED = "EXPIRED";
    /** The stopper does not accept it, such as one of a lower epoch. */
    public static final String REJECTED = "REJECTED";
    /** The session could not be ended. */
    public static final String FAILED = "FAILED";

    /** Every result that Sluice knows. */
    public static final List<String> RESULTS = List.of(APPLIED, ALREADY, EXPIRED, REJECTED, FAILED);
}
