package dev.sluice.event;

import java.time.Instant;
import java.util.List;

/**
 * A stream started, changed or ended, as it arrives on topic {@code streams}.
 *
 * @param streamId the live session
 * @param phase {@link #STARTED}, {@link #UPDATED} or {@link #ENDED}; other values are carried and ignored
 * @param viewers current number, -1 if not said
 */
public record StreamEvent(
        String streamId,
        String phase,
        String title,
        String category,
        List<String> tags,
        Account account,
        long viewers,
        List<String> referrers,
        Instant at) {
    public static final String STARTED = "STARTED";
    public static final String UPDATED = "UPDATED";
    public static final String ENDED = "ENDED";

    public StreamEvent {
        tags = tags == null ? List.of() : List.copyOf(tags);
        referrers = referrers == null ? List.of() : List.copyOf(referrers);
    }

    /** Who streams. */
    public record Account(String id, Instant createdAt, String tier, int priorStreams) {}
}
