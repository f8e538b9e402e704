package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keeps what is heard of a stream beside its frames, within bounds and whatever the order it arrives in. */
final class EvidenceIntake {
    private final PolicyDocument settings;
    private final ChatScreening chat;
    private final EvidenceWeighing weighing;

    EvidenceIntake(Policy policy, EvidenceWeighing weighing) {
        this.settings = policy.document();
        this.chat = new ChatScreening(policy);
        this.weighing = weighing;
    }

    /** Takes in what is no frame. */
    void take(Draft draft, StreamInput input) {
        if (input.chat() != null) {
            chat.hear(draft, input.chat());
        }
        if (input.lifecycle() != null) {
            draft.live(input.lifecycle());
        }
        if (input.report() != null) {
            hear(draft, input.report());
        }
        if (input.score() != null) {
            hear(draft, input.score());
        }
        if (input.standing() != null) {
            draft.standing = draft.standing.told(input.standing());
        }
        if (input.note() != null) {
            hear(draft, input.note());
        }
        if (input.resemblance() != null) {
            resemble(draft, input.resemblance());
        }
        draft.rules = draft.rules.dueAgain();
    }

    private void hear(Draft draft, Reported report) {
        Reported heard = draft.reports.stream().filter(report::repeats).reduce(report, Reported::with);
        draft.reports.removeIf(report::repeats);
        draft.reports.add(heard);
        if (draft.reports.size() > StreamState.MOST_REPORTS) {
            draft.reports.remove(weighing.least(draft.reports, draft.nowMillis()));
        }
        // Now, as it may be one that is not kept.
        draft.imminent |= settings.reports().imminentReasons().contains(report.reason());
        draft.moment("reported: " + report.reason());
    }

    private static void hear(Draft draft, Score score) {
        boolean outdated = draft.scores.stream().anyMatch(old -> score.repeats(old) && old.outdates(score));
        if (!outdated) {
            Draft.replace(draft.scores, score::repeats, score, StreamState.MOST_SCORES);
        }
    }

    private static void hear(Draft draft, AccountNote note) {
        if (note.streamId().equals(draft.streamId)) {
            return;
        }
        long at = note.at().toEpochMilli();
        if (AccountNote.ALIGNED.equals(note.kind())) {
            Draft.replace(
                    draft.inherited,
                    old -> old.streamId().equals(note.streamId())
                            && old.bank().equals(note.bank())
                            && old.signatureId().equals(note.signatureId()),
                    new Inherited(
                            note.streamId(),
                            note.bank(),
                            note.signatureId(),
                            note.frames(),
                            note.spanMillis(),
                            note.seeds(),
                            note.referenceFromMillis(),
                            note.referenceToMillis(),
                            at),
                    StreamState.MOST_INHERITED);
        } else {
            draft.siblingMillis = Math.max(draft.siblingMillis, at);
            draft.moment("a stream of the same account or content was confirmed");
        }
    }

    private void resemble(Draft draft, StreamInput.Resemblance seen) {
        draft.resembling.removeIf(
                old -> seen.atMillis() - old.lastMillis() > settings.restreams().windowSeconds() * 1000);
        Set<Integer> pictures = new TreeSet<>();
        boolean earlier = seen.earlier();
        for (Resembling known : draft.resembling) {
            if (known.streamId().equals(seen.streamId())) {
                pictures.addAll(known.pictures());
                earlier |= known.earlier();
            }
        }
        if (pictures.size() < Resembling.MOST_PICTURES) {
            pictures.add(seen.picture());
        }
        Draft.replace(
                draft.resembling,
                old -> old.streamId().equals(seen.streamId()),
                new Resembling(seen.streamId(), seen.accountId(), earlier, List.copyOf(pictures), seen.atMillis()),
                StreamState.MOST_RESEMBLING);
    }
}
