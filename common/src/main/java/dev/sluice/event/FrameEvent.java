package dev.sluice.event;

/**
 * One encoded picture (or short segment) of a stream, as it arrives on topic {@code frames}: the payload is the Kafka
 * value, all else travels in headers.
 *
 * @param id the event's id, unique per stream
 * @param streamId the live session
 * @param accountId who streams; empty if the publisher does not say
 * @param sequence the publisher's running number, from 0
 * @param ptsMillis media time of the first picture in milliseconds
 * @param contentType declared type of the payload, in lower case without parameters
 * @param payload encoded bytes, or the claim check's JSON
 * @param origin where the record stood
 */
public record FrameEvent(
        String id,
        String streamId,
        String accountId,
        long sequence,
        long ptsMillis,
        String contentType,
        byte[] payload,
        Origin origin) {}
