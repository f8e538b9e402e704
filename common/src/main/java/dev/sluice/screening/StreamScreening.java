package dev.sluice.screening;

import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import java.time.Instant;
import java.util.List;

/** STUB under construction in this very commit series. */
public final class StreamScreening {
    public StreamScreening(Policy policy, CatalogueSnapshot catalogue, String jobVersion) {}

    /** Takes in one event; {@code state} is null for an unknown stream. */
    public Step apply(StreamState state, StreamInput input, Instant now) {
        return new Step(state, List.of(), List.of(), List.of(), List.of());
    }

    /** Lets time pass: look-back when the catalogue or policy moved, decay, expiry. Due about every second. */
    public Step tick(StreamState state, Instant now) {
        return new Step(state, List.of(), List.of(), List.of(), List.of());
    }
}
