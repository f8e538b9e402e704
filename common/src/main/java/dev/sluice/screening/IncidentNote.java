package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.VerdictEvent;
import dev.sluice.policy.Incident;
import dev.sluice.policy.IncidentDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What befell one stream during an incident, for the incident's debrief.
 *
 * @param incident its key on the policy's topic, such as {@code incident/foo}
 * @param kind {@link #SEEN}, {@link #FLAGGED}, {@link #KILLED} or {@link #OVERTURNED}
 * @param atMillis when
 */
public record IncidentNote(String incident, String streamId, String kind, long atMillis) {
    /** The incident selects the stream. */
    public static final String SEEN = "SEEN";
    /** A flag of the stream opened. */
    public static final String FLAGGED = "FLAGGED";
    /** A kill of the stream was released. */
    public static final String KILLED = "KILLED";
    /** A reviewer rejected a flag of the stream, or found that what it shows may be shown. */
    public static final String OVERTURNED = "OVERTURNED";

    private static final Set<String> OVERTURNING =
            Set.of(VerdictEvent.REJECT, VerdictEvent.NEWS_CONTEXT, VerdictEvent.COUNTER_SPEECH);

    /**
     * What one step of a stream says to the incidents that select it.
     *
     * @param before null for an unknown stream
     * @param input null if only time passed
     * @param incidents all that are declared
     */
    public static List<IncidentNote> of(
            StreamState before, StreamInput input, Step step, List<Incident> incidents, Instant now) {
        if (step.state() == null) {
            return List.of();
        }
        List<IncidentNote> notes = new ArrayList<>();
        for (Incident incident : incidents) {
            if (incident.isActive(now) && step.state().rules().incidents().contains(incident.name())) {
                for (String kind : kinds(before, input, step, incident)) {
                    notes.add(new IncidentNote(key(incident), step.state().streamId(), kind, now.toEpochMilli()));
                }
            }
        }
        return notes;
    }

    /** What a released kill says to the incidents under which it was asked for, as its versions name them. */
    public static List<IncidentNote> of(Kill kill, List<Incident> incidents, Instant now) {
        List<String> under = Arrays.asList(kill.versions().policy().split("\\+"));
        return incidents.stream()
                .filter(incident -> under.stream().anyMatch(label -> label.startsWith(key(incident) + "@")))
                .map(incident -> new IncidentNote(key(incident), kill.streamId(), KILLED, now.toEpochMilli()))
                .toList();
    }

    private static List<String> kinds(StreamState before, StreamInput input, Step step, Incident incident) {
        List<String> kinds = new ArrayList<>();
        // By the revision, too: an incident that is closed and opened again within a second is another one.
        boolean known = before != null
                && before.rules().incidents().contains(incident.name())
                && before.rules().known().contains(incident.label());
        if (!known) {
            kinds.add(SEEN);
        }
        if (step.flags().stream().anyMatch(flag -> Flag.OPEN.equals(flag.state()))) {
            kinds.add(FLAGGED);
        }
        boolean answered = step.decisions().stream().anyMatch(decision -> "VERDICT".equals(decision.action()));
        if (answered
                && input != null
                && input.verdict() != null
                && OVERTURNING.contains(input.verdict().decision())) {
            kinds.add(OVERTURNED);
        }
        return kinds;
    }

    private static String key(Incident incident) {
        return IncidentDocument.KEY_PREFIX + incident.name();
    }
}
