package dev.sluice.screening;

import dev.sluice.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The automatic kills of the last hour. Immutable.
 *
 * @param issued oldest first
 * @param spent whether the budget was used up when it was last asked
 */
public record KillBudget(List<Issued> issued, boolean spent) {
    public static final KillBudget UNUSED = new KillBudget(List.of(), false);

    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 3_600_000;

    public KillBudget {
        issued = issued == null ? List.of() : List.copyOf(issued);
    }

    /** One kill. */
    public record Issued(String killId, long atMillis) {}

    /** Why no more kill may be issued now; empty if one may. A kill that was issued before may be repeated. */
    Optional<String> refusal(String killId, long nowMillis, PolicyDocument.Kills settings) {
        if (issued.stream().anyMatch(kill -> kill.killId().equals(killId))) {
            return Optional.empty();
        }
        if (within(nowMillis, MINUTE_MILLIS) >= settings.perMinute()) {
            return Optional.of("the budget of " + settings.perMinute() + " automatic kills a minute is used up");
        }
        if (within(nowMillis, HOUR_MILLIS) >= settings.perHour()) {
            return Optional.of("the budget of " + settings.perHour() + " automatic kills an hour is used up");
        }
        return Optional.empty();
    }

    KillBudget with(String killId, long nowMillis) {
        List<Issued> more = new ArrayList<>(issued);
        more.removeIf(kill -> kill.killId().equals(killId) || nowMillis - kill.atMillis() >= HOUR_MILLIS);
        more.add(new Issued(killId, nowMillis));
        return new KillBudget(more, false);
    }

    KillBudget usedUp() {
        return new KillBudget(issued, true);
    }

    /** Automatic kills that may still be issued within this minute. */
    public int leftThisMinute(long nowMillis, PolicyDocument.Kills settings) {
        return left(nowMillis, MINUTE_MILLIS, settings.perMinute());
    }

    /** Automatic kills that may still be issued within this hour. */
    public int leftThisHour(long nowMillis, PolicyDocument.Kills settings) {
        return left(nowMillis, HOUR_MILLIS, settings.perHour());
    }

    private int left(long nowMillis, long windowMillis, int most) {
        return (int) Math.max(0, most - within(nowMillis, windowMillis));
    }

    private long within(long nowMillis, long windowMillis) {
        return issued.stream()
                .filter(kill -> nowMillis - kill.atMillis() < windowMillis)
                .count();
    }
}
