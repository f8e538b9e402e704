package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import java.util.List;

/**
 * What is remembered of an account while it streams. Immutable.
 *
 * @param told whether enforcement said anything of it
 * @param live its streams, the latest last
 * @param notes of its streams for later ones, the latest last
 */
public record AccountState(Standing standing, boolean told, List<Live> live, List<AccountNote> notes) {
    public static final AccountState NONE = new AccountState(Standing.UNKNOWN, false, List.of(), List.of());

    static final int MOST_LIVE = 20;
    static final int MOST_NOTES = 20;

    public AccountState {
        standing = standing == null ? Standing.UNKNOWN : standing;
        live = live == null ? List.of() : List.copyOf(live);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /** A stream and when it was last heard of. */
    public record Live(String streamId, long atMillis) {}
}
