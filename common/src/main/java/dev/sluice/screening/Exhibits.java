package dev.sluice.screening;

import dev.sluice.event.Flag;
import dev.sluice.match.Alignment;
import dev.sluice.match.SequenceVote;
import dev.sluice.match.Vote;
import dev.sluice.policy.Policy;
import dev.sluice.screening.FlagDesk.Exhibit;
import dev.sluice.screening.StreamState.OpenFlag;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.ReferenceVideo;
import dev.sluice.signature.ReferenceView;
import java.util.List;

/** What a flag shows beside its cause: of a match, which frames, how near, and how they align; of restreams, the others. */
final class Exhibits {
    private static final long MINUTE_MILLIS = 60_000;

    private final Policy policy;
    private final CatalogueSnapshot catalogue;
    private final KillInterlocks interlocks;

    Exhibits(Policy policy, CatalogueSnapshot catalogue, KillInterlocks interlocks) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.interlocks = interlocks;
    }

    Exhibit of(Draft draft, SequenceVote votes) {
        Alignment alignment = interlocks.alignment(votes);
        Vote nearest = votes.nearest(alignment.part());
        return new Exhibit(
                () -> List.of(match(draft, votes, nearest, alignment)), List.of(), nearest.ptsMillis(), true);
    }

    /** Of a flag that was raised before, as far as the stream's frames are remembered. */
    Exhibit again(Draft draft, OpenFlag open) {
        return switch (open.reason()) {
            case Flag.RESTREAM -> ofRestreams(draft);
            case Flag.SIGNATURE -> ofSignature(draft, open.subject());
            default -> Exhibit.NONE;
        };
    }

    /** The other accounts' streams that showed the same. */
    Exhibit ofRestreams(Draft draft) {
        List<Flag.Related> related = draft.resembling.stream()
                .filter(other -> other.isRestream(policy.document().restreams()))
                .map(other -> new Flag.Related(
                        other.streamId(), other.accountId(), other.pictures().size()))
                .toList();
        return new Exhibit(List::of, related, -1, true);
    }

    private Exhibit ofSignature(Draft draft, String subject) {
        return draft.votes.stream()
                .filter(votes -> votes.subject().equals(subject))
                .findFirst()
                .map(votes -> of(draft, votes))
                .orElse(Exhibit.NONE);
    }

    private Flag.Match match(Draft draft, SequenceVote votes, Vote nearest, Alignment alignment) {
        return new Flag.Match(
                votes.bank(),
                votes.signatureId(),
                nearest.distance(),
                nearest.variant().name(),
                nearest.referenceMillis(),
                nearest.ptsMillis(),
                Math.max(1, alignment.frames()),
                alignment.spanMillis(),
                interlocks.isSequence(alignment),
                nearest.partial(),
                ReferenceView.crop(nearest.view()),
                ReferenceView.part(nearest.view()),
                alignment.speed(),
                alignment.streamFromMillis(),
                alignment.streamToMillis(),
                alignment.referenceFromMillis(),
                alignment.referenceToMillis(),
                shareOfReference(votes, alignment),
                shareOfStream(draft, alignment));
    }

    private double shareOfReference(SequenceVote votes, Alignment alignment) {
        long length = catalogue
                .index()
                .video(votes.bank(), votes.signatureId())
                .map(ReferenceVideo::lastMillis)
                .orElse(0L);
        long seen = alignment.referenceToMillis() - alignment.referenceFromMillis();
        return length == 0 ? 0 : Math.min(1, seen / (double) length);
    }

    /** Of the stream's last minute. */
    private static double shareOfStream(Draft draft, Alignment alignment) {
        if (draft.recent.isEmpty()) {
            return 0;
        }
        long newest = draft.recent.newestMillis();
        long oldest = Math.max(newest - MINUTE_MILLIS, draft.recent.oldestMillis());
        long explained = alignment.streamToMillis() - Math.max(alignment.streamFromMillis(), oldest);
        return newest == oldest ? 0 : Math.max(0, Math.min(1, explained / (double) (newest - oldest)));
    }
}
