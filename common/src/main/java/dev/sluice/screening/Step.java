package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import java.util.List;

/**
 * What one event made of a stream.
 *
 * @param state to keep; null to forget the stream
 * @param kills to be released by {@link KillGate}
 * @param verdicts on kills, for {@link KillFollowUp}
 * @param uses of signatures, which {@link KillGate} counts
 * @param notes for other streams of the account
 * @param signatures made from a confirmed stream
 */
public record Step(
        StreamState state,
        List<Flag> flags,
        List<KillRequest> kills,
        List<Directive> directives,
        List<Decision> decisions,
        List<KillVerdict> verdicts,
        List<SignatureUse> uses,
        List<AccountNote> notes,
        List<SignatureEvent> signatures) {
    /** Nothing but a state. */
    static Step quiet(StreamState state) {
        return new Step(state, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
