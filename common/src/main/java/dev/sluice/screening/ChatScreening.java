package dev.sluice.screening;

import dev.sluice.policy.Policy;
import dev.sluice.screening.StreamState.ChatTally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what viewers write. What a raid brings is kept apart: it is harm to the streamer, and never evidence of what
 * the stream shows.
 */
final class ChatScreening {
    private final Policy policy;

    ChatScreening(Policy policy) {
        this.policy = policy;
    }

    void hear(Draft draft, ChatMessage message) {
        boolean raidBefore = draft.activity.raidAt(draft.atMillis());
        draft.activity = draft.activity.heard(
                message, draft.atMillis(), policy.document().chat());
        boolean raid = draft.activity.raidAt(draft.atMillis());
        if (raid && !raidBefore) {
            draft.chat.replaceAll(tally -> withoutNewcomers(draft, tally));
            draft.chat.removeIf(tally -> tally.speakers().isEmpty());
            draft.moment("many new authors write against the streamer");
        }
        boolean raider = raid && draft.activity.isNewcomer(message.author());
        for (ChatMessage.Hit hit : message.hits()) {
            if (!raider && !ChatActivity.HARASSMENT.equals(hit.category())) {
                count(draft, message.author(), hit);
            }
        }
        draft.rules = draft.rules.dueAgain();
    }

    private static ChatTally withoutNewcomers(Draft draft, ChatTally tally) {
        List<Integer> speakers = tally.speakers().stream()
                .filter(speaker -> !draft.activity.isNewcomer(speaker))
                .toList();
        return new ChatTally(
                tally.term(), tally.category(), tally.weight(), tally.count(), speakers, tally.lastMillis());
    }

    private void count(Draft draft, int author, ChatMessage.Hit hit) {
        ChatTally tally = new ChatTally(hit.term(), hit.category(), hit.weight(), 0, List.of(), 0);
        for (ChatTally known : draft.chat) {
            if (known.term().equals(hit.term())) {
                tally = known;
            }
        }
        draft.chat.remove(tally);
        List<Integer> speakers = new ArrayList<>(tally.speakers());
        if (!speakers.contains(author) && speakers.size() < ChatTally.MOST_SPEAKERS) {
            speakers.add(author);
        }
        draft.chat.add(new ChatTally(
                hit.term(),
                hit.category(),
                hit.weight(),
                tally.count() + 1,
                speakers,
                Math.max(tally.lastMillis(), draft.atMillis())));
        if (draft.chat.size() > StreamState.MOST_TERMS) {
            draft.chat.remove(least(draft));
        }
        draft.moment("viewers write: " + hit.term());
    }

    /** Of too many terms, the lightest that is not the heaviest of its category goes: a flood drives out none that counts. */
    private ChatTally least(Draft draft) {
        Map<String, ChatTally> heaviest = new HashMap<>();
        for (ChatTally tally : draft.chat) {
            heaviest.merge(
                    tally.category(), tally, (one, other) -> weight(draft, other) > weight(draft, one) ? other : one);
        }
        return draft.chat.stream()
                .min(Comparator.comparing((ChatTally tally) ->
                                heaviest.get(tally.category()).equals(tally))
                        .thenComparingDouble(tally -> weight(draft, tally)))
                .orElseThrow();
    }

    private double weight(Draft draft, ChatTally tally) {
        long halfLife = policy.document().risk().group(EvidenceWeighing.CHAT).halfLifeSeconds();
        return Risk.decayed(tally.said(), draft.nowMillis() - tally.lastMillis(), halfLife);
    }
}
