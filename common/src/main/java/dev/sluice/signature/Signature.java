package dev.sluice.signature;

import java.time.Instant;

/**
 * What a list says about one known picture or video.
 *
 * @param video whether its frames have times that a sequence can align with
 * @param opinion as the list wrote it; only POSITIVE may lead to a kill
 */
public record Signature(String bank, String id, boolean video, String opinion, Instant addedAt) {
    /** As flags and verdicts name it: {@code bank/id}. */
    public String subject() {
        return bank + "/" + id;
    }
}
