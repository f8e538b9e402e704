package dev.sluice.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Sluice asks of the publisher, and of its own sampler, for one stream: how often to send frames, until when.
 *
 * @param redirect a resource to show to the stream's viewers, such as a helpline: language to URL; empty if none
 */
public record Directive(
        String streamId, double framesPerSecond, Instant until, String reason, Map<String, String> redirect) {
    public Directive {
        // Sorted, so that the same directive is always the same bytes.
        redirect = redirect == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(redirect));
    }
}
