package dev.sluice.jobs.screening;

import dev.sluice.screening.KillRequest;
import dev.sluice.screening.SignatureUse;

/** What reaches the gate: a request to kill, or a use of a signature. Exactly one is set. */
public record GateInput(KillRequest request, SignatureUse use) {
    static GateInput of(KillRequest request) {
        return new GateInput(request, null);
    }

    static GateInput of(SignatureUse use) {
        return new GateInput(null, use);
    }
}
