package dev.sluice.screening;

import dev.sluice.event.AccountEvent;
import dev.sluice.policy.Incident;
import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import java.util.List;

/** Something that happens in a simulated world, at a moment in epoch milliseconds. */
sealed interface Arrival {
    long nowMillis();

    /** The same at another moment. */
    Arrival at(long nowMillis);

    /** A record about one stream. */
    record Heard(long nowMillis, StreamInput input) implements Arrival {
        @Override
        public Arrival at(long nowMillis) {
            return new Heard(nowMillis, input);
        }
    }

    /** The standing of an account. */
    record Ruled(long nowMillis, AccountEvent standing) implements Arrival {
        @Override
        public Arrival at(long nowMillis) {
            return new Ruled(nowMillis, standing);
        }
    }

    /** Another policy, and the incidents that are declared under it. */
    record Governed(long nowMillis, Policy policy, List<Incident> incidents) implements Arrival {
        @Override
        public Arrival at(long nowMillis) {
            return new Governed(nowMillis, policy, incidents);
        }
    }

    /** Another version of the catalogue. */
    record Listed(long nowMillis, CatalogueSnapshot catalogue) implements Arrival {
        @Override
        public Arrival at(long nowMillis) {
            return new Listed(nowMillis, catalogue);
        }
    }

    /** Nothing but that time passed. */
    record Tick(long nowMillis) implements Arrival {
        @Override
        public Arrival at(long nowMillis) {
            return new Tick(nowMillis);
        }
    }
}
