package dev.sluice.screening;

import dev.sluice.event.StreamEvent;
import java.util.List;

/**
 * What the publisher says of a stream, the last time it did.
 *
 * @param viewers -1 if never said
 * @param viewersMillis when that number was said
 * @param earlierViewers the number a minute or more before, -1 if unknown
 * @param earlierMillis when that one was said
 * @param startedMillis when the stream started, or was first heard of
 */
public record StreamProfile(
        String title,
        String category,
        List<String> tags,
        List<String> referrers,
        long viewers,
        long viewersMillis,
        long earlierViewers,
        long earlierMillis,
        long startedMillis) {
    static final StreamProfile UNKNOWN = new StreamProfile("", "", List.of(), List.of(), -1, 0, -1, 0, 0);

    private static final double MINUTE_MILLIS = 60_000;

    public StreamProfile {
        title = title == null ? "" : title;
        category = category == null ? "" : category;
        tags = tags == null ? List.of() : List.copyOf(tags);
        referrers = referrers == null ? List.of() : List.copyOf(referrers);
    }

    /** After an event: what it leaves out stays as it was. */
    StreamProfile told(StreamEvent event, long atMillis) {
        boolean counted = event.viewers() >= 0;
        boolean shift = counted && viewers >= 0 && atMillis - earlierMillis >= MINUTE_MILLIS;
        return new StreamProfile(
                event.title() == null ? title : event.title(),
                event.category() == null ? category : event.category(),
                event.tags().isEmpty() ? tags : event.tags(),
                event.referrers().isEmpty() ? referrers : event.referrers(),
                counted ? event.viewers() : viewers,
                counted ? atMillis : viewersMillis,
                shift ? viewers : earlierViewers,
                shift ? viewersMillis : earlierMillis,
                startedMillis == 0 || StreamEvent.STARTED.equals(event.phase()) ? atMillis : startedMillis);
    }

    /** Growth of the logarithm of the viewers per minute; 0 while it is unknown. */
    double slope() {
        double minutes = (viewersMillis - earlierMillis) / MINUTE_MILLIS;
        boolean known = viewers >= 0 && earlierViewers >= 0 && minutes > 0;
        return known ? (Math.log(viewers + 1.0) - Math.log(earlierViewers + 1.0)) / minutes : 0;
    }
}
