package dev.sluice.screening;

import dev.sluice.event.Decision;
import dev.sluice.event.Versions;
import dev.sluice.policy.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * One incident's book: how long it lasts and how many streams are in it; the streams lie beside it. At the incident's end
 * it makes the debrief. Pure.
 *
 * @param label with its revision, such as {@code incident/foo@2}
 * @param streams how many are in the book, at most {@link #MOST_STREAMS}
 * @param full whether a stream found no room
 * @param debriefed whether the debrief was made: closed early, it waits only so that late notes find it closed
 */
public record IncidentLedger(
        String label, long openedMillis, long expiresMillis, int streams, boolean full, boolean debriefed) {
    /** Chosen. Beyond it no stream is added, and the debrief says "at least". */
    public static final int MOST_STREAMS = 20_000;

    /** The book of an incident just declared. */
    public static IncidentLedger open(Incident incident) {
        return new IncidentLedger(
                incident.label(),
                incident.document().openedAt().toEpochMilli(),
                incident.document().expiresAt().toEpochMilli(),
                0,
                false,
                false);
    }

    /** A book whose document has not arrived yet, though a stream has heard of the incident already. */
    public static IncidentLedger unnamed() {
        return new IncidentLedger("", 0, Long.MAX_VALUE, 0, false, false);
    }

    /** The same book under the incident's next revision, perhaps with another end. */
    public IncidentLedger revised(Incident incident) {
        IncidentLedger next = open(incident);
        return new IncidentLedger(next.label, next.openedMillis, next.expiresMillis, streams, full, debriefed);
    }

    /** Whether the incident is over. */
    public boolean endedAt(long nowMillis) {
        return nowMillis >= expiresMillis;
    }

    /**
     * What a note changes.
     *
     * @param stream what the book has of the note's stream, null if nothing
     * @return the book and the stream to keep, which is null if there is no room
     */
    public Entry enter(IncidentStream stream, IncidentNote note) {
        if (stream != null) {
            return new Entry(this, stream.with(note));
        }
        if (streams >= MOST_STREAMS) {
            return new Entry(new IncidentLedger(label, openedMillis, expiresMillis, streams, true, debriefed), null);
        }
        return new Entry(
                new IncidentLedger(label, openedMillis, expiresMillis, streams + 1, full, debriefed),
                IncidentStream.fresh(note.streamId()).with(note));
    }

    /** A book and one of its streams. */
    public record Entry(IncidentLedger ledger, IncidentStream stream) {}

    /** The same, closed: it takes no more notes. */
    public IncidentLedger closed() {
        return new IncidentLedger(label, openedMillis, expiresMillis, streams, full, true);
    }

    /**
     * The debrief, a sentence for each figure.
     *
     * @param seen all streams of the book
     */
    public Decision debrief(Iterable<IncidentStream> seen, String jobVersion, Instant now) {
        List<IncidentStream> all = new ArrayList<>();
        seen.forEach(all::add);
        long end = Math.min(now.toEpochMilli(), expiresMillis);
        List<String> reasons = new ArrayList<>();
        reasons.add("lasted " + Math.max(0, end - openedMillis) / 1000 + " s");
        reasons.add("streams seen: " + (full ? "at least " : "") + all.size());
        reasons.add("flagged: " + count(all, IncidentStream::flaggedMillis));
        reasons.add("killed: " + count(all, IncidentStream::killedMillis));
        reasons.add("overturned by reviewers: " + count(all, IncidentStream::overturnedMillis));
        first(all, IncidentStream::seenMillis).ifPresent(stream -> reasons.add("first sighting: " + stream));
        first(all, IncidentStream::flaggedMillis).ifPresent(stream -> reasons.add("first flag: " + stream));
        reasons.add("median time to flag: " + medianToFlag(all));
        return new Decision(
                Ids.of("decision", "INCIDENT_DEBRIEF", label, openedMillis, expiresMillis),
                "",
                "INCIDENT_DEBRIEF",
                label,
                0,
                reasons,
                new Versions(jobVersion, label, 0),
                now);
    }

    private static long count(List<IncidentStream> streams, ToLongFunction<IncidentStream> when) {
        return streams.stream().filter(stream -> when.applyAsLong(stream) > 0).count();
    }

    private static Optional<String> first(List<IncidentStream> streams, ToLongFunction<IncidentStream> when) {
        return streams.stream()
                .filter(stream -> when.applyAsLong(stream) > 0)
                .min(Comparator.comparingLong(when).thenComparing(IncidentStream::streamId))
                .map(stream -> Instant.ofEpochMilli(when.applyAsLong(stream)) + ", stream " + stream.streamId());
    }

    /** From when the incident selected a stream to the stream's first flag; of an even number the lower middle one. */
    private static String medianToFlag(List<IncidentStream> streams) {
        List<Long> millis = new ArrayList<>();
        for (IncidentStream stream : streams) {
            if (stream.seenMillis() > 0 && stream.flaggedMillis() > 0) {
                millis.add(Math.max(0, stream.flaggedMillis() - stream.seenMillis()));
            }
        }
        Collections.sort(millis);
        return millis.isEmpty() ? "no stream was flagged" : millis.get((millis.size() - 1) / 2) + " ms";
    }
}
