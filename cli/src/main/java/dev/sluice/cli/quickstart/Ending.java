package dev.sluice.cli.quickstart;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How a stream comes out.
 *
 * @param killed whether it is ended
 * @param reasons of its flags, sorted
 */
public record Ending(boolean killed, List<String> reasons) {
    public static final Ending NOTHING = new Ending(false, List.of());

    public Ending {
        reasons = List.copyOf(new TreeSet<>(reasons));
    }

    static Ending flagged(String... reasons) {
        return new Ending(false, List.of(reasons));
    }

    static Ending killed(String... reasons) {
        return new Ending(true, List.of(reasons));
    }

    static Ending of(List<Flag> flags, Optional<Kill> kill) {
        return new Ending(kill.isPresent(), flags.stream().map(Flag::reason).toList());
    }

    /** Whether this is what was wanted: a killed stream may have further flags, another must not. */
    boolean fulfils(Ending wanted) {
        return killed == wanted.killed
                && reasons.containsAll(wanted.reasons)
                && (killed || reasons.equals(wanted.reasons));
    }

    /** In words, such as {@code killed (signature)}. */
    public String words() {
        if (reasons.isEmpty()) {
            return killed ? "killed" : "nothing";
        }
        String why = String.join(", ", reasons).toLowerCase(Locale.ROOT).replace('_', ' ');
        return (killed ? "killed" : "flagged") + " (" + why + ")";
    }
}
