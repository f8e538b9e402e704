package dev.sluice.screening;

/**
 * What befell one stream during an incident: when each thing first did, 0 if it never did.
 *
 * @param seenMillis when the incident first selected it
 */
public record IncidentStream(
        String streamId, long seenMillis, long flaggedMillis, long killedMillis, long overturnedMillis) {
    static IncidentStream fresh(String streamId) {
        return new IncidentStream(streamId, 0, 0, 0, 0);
    }

    IncidentStream with(IncidentNote note) {
        long at = note.atMillis();
        return new IncidentStream(
                streamId,
                first(seenMillis, IncidentNote.SEEN, note.kind(), at),
                first(flaggedMillis, IncidentNote.FLAGGED, note.kind(), at),
                first(killedMillis, IncidentNote.KILLED, note.kind(), at),
                first(overturnedMillis, IncidentNote.OVERTURNED, note.kind(), at));
    }

    private static long first(long known, String kind, String noted, long atMillis) {
        return known == 0 && kind.equals(noted) ? atMillis : known;
    }
}
