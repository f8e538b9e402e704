package dev.sluice.event;

import java.time.Instant;

/** One chat message of a stream's viewers, as it arrives on topic {@code chat}. */
public record ChatEvent(String streamId, String messageId, String authorId, String text, Instant sentAt) {}
