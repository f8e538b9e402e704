package dev.sluice.screening;

import dev.sluice.event.VerdictEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What reviewers said of a stream.
 *
 * @param given their verdicts, the latest last
 * @param suppressed signatures, as {@code bank/id}, that no longer count against this stream
 * @param permitted whether a reviewer found news or counter-speech: then nothing kills it without people
 * @param rejectedUntilMillis media time up to which a reviewer found no reason to act on a match, 0 if none did
 */
public record Judgement(List<Given> given, List<String> suppressed, boolean permitted, long rejectedUntilMillis) {
    static final Judgement NONE = new Judgement(List.of(), List.of(), false, 0);

    static final int MOST_GIVEN = 32;
    static final int MOST_SUPPRESSED = 64;

    public Judgement {
        given = given == null ? List.of() : List.copyOf(given);
        suppressed = suppressed == null ? List.of() : List.copyOf(suppressed);
    }

    /** One verdict. */
    public record Given(String flagId, String reviewer, String decision, boolean kill) {}

    /** With one more; a reviewer's later word on the same flag replaces the earlier one. */
    Judgement with(VerdictEvent verdict) {
        List<Given> more = new ArrayList<>(given);
        more.removeIf(
                old -> old.flagId().equals(verdict.flagId()) && old.reviewer().equals(verdict.reviewer()));
        more.add(new Given(verdict.flagId(), verdict.reviewer(), verdict.decision(), verdict.kill()));
        return new Judgement(latest(more, MOST_GIVEN), suppressed, permitted, rejectedUntilMillis);
    }

    Judgement suppressing(String signature) {
        if (suppressed.contains(signature)) {
            return this;
        }
        List<String> more = new ArrayList<>(suppressed);
        more.add(signature);
        return new Judgement(given, latest(more, MOST_SUPPRESSED), permitted, rejectedUntilMillis);
    }

    Judgement permitting() {
        return new Judgement(given, suppressed, true, rejectedUntilMillis);
    }

    Judgement rejectingUntil(long ptsMillis) {
        return new Judgement(given, suppressed, permitted, Math.max(rejectedUntilMillis, ptsMillis));
    }

    /** How many people confirmed a flag of the stream; with {@code kill}, how many of them ask for its end. */
    int confirmations(boolean kill) {
        return (int) given.stream()
                .filter(verdict -> VerdictEvent.CONFIRM.equals(verdict.decision()))
                .filter(verdict -> verdict.kill() || !kill)
                .map(Given::reviewer)
                .distinct()
                .count();
    }

    private static <T> List<T> latest(List<T> all, int most) {
        return all.size() > most ? all.subList(all.size() - most, all.size()) : all;
    }
}
