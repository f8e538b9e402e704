package dev.sluice.cli.lists;

import dev.sluice.event.SignatureEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a bank holds, in numbers. */
public final class BankStatistics {
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> opinions = new TreeMap<>();
    private long frames;
    private long digests;
    private Instant oldest = Instant.MAX;
    private Instant newest = Instant.MIN;

    /**
     * @param digests of files
     * @param opinions signatures by opinion
     * @param oldest when the first of its signatures was added; null if none of them tells
     * @param newest when the last was added; null if none of them tells
     */
    public record Numbers(
            int signatures, long frames, long digests, Map<String, Integer> opinions, Instant oldest, Instant newest) {}

    public void add(SignatureEvent signature) {
        if (ids.add(signature.signatureId())) {
            opinions.merge(signature.opinion(), 1, Integer::sum);
        }
        frames += signature.frames().size();
        digests += signature.digests().size();
        Instant added = signature.addedAt();
        if (added != null) {
            oldest = added.isBefore(oldest) ? added : oldest;
            newest = added.isAfter(newest) ? added : newest;
        }
    }

    public Numbers numbers() {
        boolean timed = !oldest.equals(Instant.MAX);
        return new Numbers(
                ids.size(), frames, digests, Map.copyOf(opinions), timed ? oldest : null, timed ? newest : null);
    }
}
