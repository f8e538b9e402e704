package dev.sluice.cli.load;

import dev.sluice.event.Outgoing;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Records at a rate.
 *
 * @param perSecond more than 0
 * @param record the n-th, from 0; always the same for the same n
 */
record Volley(double perSecond, LongFunction<Outgoing> record) {
    /** Some records one after another, again and again. */
    static Volley cycling(double perSecond, List<Outgoing> records) {
        List<Outgoing> all = List.copyOf(records);
        return new Volley(perSecond, n -> all.get((int) (n % all.size())));
    }
}
