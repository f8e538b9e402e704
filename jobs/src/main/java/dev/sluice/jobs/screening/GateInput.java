package dev.sluice.jobs.screening;

import dev.sluice.event.KillAck;
import dev.sluice.screening.KillRequest;
import dev.sluice.screening.KillVerdict;
import dev.sluice.screening.SignatureUse;

/**
 * What reaches the gate: a request to kill, a use of a signature, what became of a kill, or what a reviewer says of it. Exactly
 * one is set.
 */
public record GateInput(KillRequest request, SignatureUse use, KillAck ack, KillVerdict verdict) {
    static GateInput of(KillRequest request) {
        return new GateInput(request, null, null, null);
    }

    static GateInput of(SignatureUse use) {
        return new GateInput(null, use, null, null);
    }

    static GateInput of(KillAck ack) {
        return new GateInput(null, null, ack, null);
    }

    static GateInput of(KillVerdict verdict) {
        return new GateInput(null, null, null, verdict);
    }
}
