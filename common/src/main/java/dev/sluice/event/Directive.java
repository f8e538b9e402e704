package dev.sluice.event;

import java.time.Instant;

/** What Sluice asks of the publisher, and of its own sampler, for one stream: how often to send frames, until when. */
public record Directive(String streamId, double framesPerSecond, Instant until, String reason) {}
