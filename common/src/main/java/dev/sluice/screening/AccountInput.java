package dev.sluice.screening;

import dev.sluice.event.AccountEvent;
import dev.sluice.event.AccountNote;
import dev.sluice.event.StreamEvent;

/** What is heard of an account: exactly one of an event of one of its streams, its standing, or a note. */
public record AccountInput(
        String accountId, StreamEvent lifecycle, AccountEvent standing, AccountNote note, long atMillis) {
    public static AccountInput of(StreamEvent lifecycle, long atMillis) {
        return new AccountInput(lifecycle.account().id(), lifecycle, null, null, atMillis);
    }

    public static AccountInput of(AccountEvent standing, long atMillis) {
        return new AccountInput(standing.accountId(), null, standing, null, atMillis);
    }

    public static AccountInput of(AccountNote note, long atMillis) {
        return new AccountInput(note.accountId(), null, null, note, atMillis);
    }
}
