package dev.sluice.screening;

import dev.sluice.match.SequenceVote;
import dev.sluice.match.Vote;
import dev.sluice.signature.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Known videos that a stream's frames resemble, none of them closely: a covered, turned or filmed copy may have no frame
 * within a bank's distance. Each is pursued until enough frames agree with it to show it to people, or none has for a
 * while. Nothing is decided on them. Immutable.
 *
 * @param open at most {@link #MOST}, the one that was continued last at the end
 * @param soughtMillis media time at which a frame was last compared loosely with all that is known
 */
public record Hypotheses(List<SequenceVote> open, long soughtMillis) {
    static final Hypotheses NONE = new Hypotheses(List.of(), Long.MAX_VALUE);

    static final int MOST = 8;
    /** From farther back nothing is predicted. */
    static final long KEPT_MILLIS = 15_000;

    public Hypotheses {
        open = open == null ? List.of() : List.copyOf(open);
    }

    /** Whether to look again; a media time that went back begins anew. */
    boolean isDue(long ptsMillis, long everyMillis) {
        return ptsMillis < soughtMillis || ptsMillis - soughtMillis >= everyMillis;
    }

    Hypotheses sought(long ptsMillis) {
        return new Hypotheses(open, ptsMillis);
    }

    Optional<SequenceVote> of(Signature signature) {
        return open.stream().filter(hypothesis -> hypothesis.isFor(signature)).findFirst();
    }

    /** With a hypothesis in the place of the one on the same video; the longest untouched goes if there are too many. */
    Hypotheses with(SequenceVote hypothesis) {
        List<SequenceVote> more = new ArrayList<>(without(hypothesis.bank(), hypothesis.signatureId()).open);
        more.add(hypothesis);
        return new Hypotheses(more.size() > MOST ? more.subList(more.size() - MOST, more.size()) : more, soughtMillis);
    }

    Hypotheses without(String bank, String signatureId) {
        return new Hypotheses(
                open.stream()
                        .filter(hypothesis -> !hypothesis.bank().equals(bank)
                                || !hypothesis.signatureId().equals(signatureId))
                        .toList(),
                soughtMillis);
    }

    /** Those that a frame at a media time may still continue. */
    Hypotheses near(long ptsMillis) {
        return new Hypotheses(
                open.stream()
                        .filter(hypothesis -> hypothesis.votes().stream()
                                .map(Vote::ptsMillis)
                                .max(Comparator.naturalOrder())
                                .filter(newest -> Math.abs(ptsMillis - newest) <= KEPT_MILLIS)
                                .isPresent())
                        .toList(),
                soughtMillis);
    }

    /** Whether a frame continued one. */
    boolean hasVoteAt(long ptsMillis) {
        return open.stream().anyMatch(hypothesis -> hypothesis.hasVoteAt(ptsMillis));
    }
}
