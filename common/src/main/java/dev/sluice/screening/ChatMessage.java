package dev.sluice.screening;

import dev.sluice.event.ChatEvent;
import dev.sluice.text.Branch;
import dev.sluice.text.ChatReading;
import java.util.List;

/**
 * What one chat message says; its text stays behind.
 *
 * @param author a hash of who wrote it
 * @param textHash the same for messages of the same words, 0 if too short to tell
 * @param asksIfReal whether a bystander seems to ask for help
 * @param hits what of the policy's lists it holds, each once
 */
public record ChatMessage(String streamId, int author, long textHash, boolean asksIfReal, List<Hit> hits) {
    public ChatMessage {
        hits = hits == null ? List.of() : List.copyOf(hits);
    }

    /**
     * One entry of the policy's lists, as the policy writes it.
     *
     * @param link whether it is a host or an address
     */
    public record Hit(String term, String category, double weight, boolean link) {
        public Hit(String term, String category, double weight) {
            this(term, category, weight, false);
        }
    }

    /** What is kept of a message that was read. */
    public static ChatMessage of(ChatEvent chat, ChatReading reading) {
        List<Hit> hits = reading.hits().stream()
                .map(hit -> new Hit(hit.rule(), hit.category(), hit.weight(), hit.branch() == Branch.LINK))
                .distinct()
                .toList();
        return new ChatMessage(
                chat.streamId(), chat.authorId().hashCode(), reading.textHash(), reading.asksIfReal(), hits);
    }

    boolean hostile() {
        return hits.stream().anyMatch(hit -> ChatActivity.HARASSMENT.equals(hit.category()));
    }
}
