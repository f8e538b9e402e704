package dev.sluice.screening;

import dev.sluice.event.AccountEvent;
import dev.sluice.event.AccountNote;
import dev.sluice.event.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/** Tells the streams of an account what is known of it, and of each other. Pure. */
public final class AccountFollowing {
    /** An account of which nothing was heard for so long is forgotten. */
    private static final long FORGET_MILLIS = 3_600_000;

    /** @param state null to forget the account */
    public record Result(AccountState state, List<StreamInput> out) {}

    /** @param state null for an unknown account */
    public Result apply(AccountState state, AccountInput input) {
        AccountState before = state == null ? AccountState.NONE : state;
        if (input.lifecycle() != null) {
            return lifecycle(before, input.lifecycle(), input.atMillis());
        }
        if (input.standing() != null) {
            return standing(before, input.standing(), input.atMillis());
        }
        return note(before, input.note(), input.atMillis());
    }

    /** Whether nothing of the account is worth keeping any more: its standing comes again with its next record. */
    public boolean isForgettable(AccountState state, long nowMillis) {
        boolean silent = state.live().stream().allMatch(live -> nowMillis - live.atMillis() > FORGET_MILLIS)
                && state.notes().stream().allMatch(note -> nowMillis - note.at().toEpochMilli() > FORGET_MILLIS);
        return silent && !state.told();
    }

    private static Result lifecycle(AccountState before, StreamEvent event, long atMillis) {
        List<AccountState.Live> live = new ArrayList<>(before.live());
        boolean known = live.removeIf(other -> other.streamId().equals(event.streamId()));
        if (!StreamEvent.ENDED.equals(event.phase())) {
            Draft.put(live, new AccountState.Live(event.streamId(), atMillis), AccountState.MOST_LIVE);
        }
        List<StreamInput> out = new ArrayList<>();
        if (!known) {
            if (before.told()) {
                out.add(StreamInput.of(event.streamId(), event.account().id(), before.standing(), atMillis));
            }
            before.notes().stream()
                    .filter(note -> !note.streamId().equals(event.streamId()))
                    .filter(note -> atMillis - note.at().toEpochMilli() <= FORGET_MILLIS)
                    .forEach(note -> out.add(StreamInput.of(event.streamId(), note, atMillis)));
        }
        return new Result(new AccountState(before.standing(), before.told(), live, before.notes()), out);
    }

    private static Result standing(AccountState before, AccountEvent event, long atMillis) {
        Standing standing = new Standing(
                event.tier(),
                0,
                -1,
                event.strikes(),
                event.blockedUntil() == null ? 0 : event.blockedUntil().toEpochMilli());
        List<StreamInput> out = before.live().stream()
                .map(live -> StreamInput.of(live.streamId(), event.accountId(), standing, atMillis))
                .toList();
        return new Result(new AccountState(standing, true, before.live(), before.notes()), out);
    }

    private static Result note(AccountState before, AccountNote note, long atMillis) {
        List<AccountNote> notes = new ArrayList<>(before.notes());
        Draft.replace(
                notes,
                old -> old.streamId().equals(note.streamId())
                        && old.kind().equals(note.kind())
                        && old.bank().equals(note.bank())
                        && old.signatureId().equals(note.signatureId()),
                note,
                AccountState.MOST_NOTES);
        List<StreamInput> out = before.live().stream()
                .filter(live -> !live.streamId().equals(note.streamId()))
                .map(live -> StreamInput.of(live.streamId(), note, atMillis))
                .toList();
        return new Result(new AccountState(before.standing(), before.told(), before.live(), notes), out);
    }
}
