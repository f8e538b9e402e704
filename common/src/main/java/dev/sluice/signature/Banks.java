package dev.sluice.signature;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings of all banks. Immutable. */
public final class Banks {
    private final Map<String, Bank> byName;
    private final int largestDistance;

    public Banks(List<Bank> banks) {
        byName = banks.stream().collect(Collectors.toUnmodifiableMap(Bank::name, Function.identity()));
        largestDistance = Math.max(
                Bank.USUAL_DISTANCE,
                banks.stream().mapToInt(Bank::distance).max().orElse(0));
    }

    /** The bank of that name; one that may flag but not kill if the policy does not name it. */
    public Bank bank(String name) {
        Bank bank = byName.get(name);
        return bank == null ? Bank.unnamed(name) : bank;
    }

    /** Those that the policy names. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The largest distance of any bank, with which a search misses none of them. */
    public int largestDistance() {
        return largestDistance;
    }
}
