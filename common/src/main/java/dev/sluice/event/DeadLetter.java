package dev.sluice.event;

import java.time.Instant;

/**
 * A record that could not be used, without its content.
 *
 * @param stage the operator that refused it
 * @param error the class of the failure, upper case
 * @param message what was wrong and where; never the picture, never chat text
 * @param size of the record's value in bytes
 * @param sha256 of the record's value
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        String key,
        String stage,
        String error,
        String message,
        int size,
        String sha256,
        Instant at) {}
