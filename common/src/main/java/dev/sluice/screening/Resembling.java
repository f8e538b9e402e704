package dev.sluice.screening;

import dev.sluice.policy.PolicyDocument;
import java.util.List;

/**
 * Another stream that showed the same pictures.
 *
 * @param earlier whether it showed one of them first
 * @param pictures a hash of each distinct one, at most {@link #MOST_PICTURES}
 */
public record Resembling(String streamId, String accountId, boolean earlier, List<Integer> pictures, long lastMillis) {
    static final int MOST_PICTURES = 32;

    public Resembling {
        pictures = pictures == null ? List.of() : List.copyOf(pictures);
    }

    /** Whether it showed enough of the same to be taken for it. */
    boolean isRestream(PolicyDocument.Restreams settings) {
        return pictures.size() >= settings.frames();
    }
}
