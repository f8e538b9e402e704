package dev.sluice.event;

/**
 * Where a record stood in Kafka.
 *
 * @param topic topic name with its prefix
 * @param partition partition number
 * @param offset offset in the partition
 * @param appendedAtMillis the broker's append time, epoch milliseconds
 */
public record Origin(String topic, int partition, long offset, long appendedAtMillis) {}
