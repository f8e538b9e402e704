package dev.sluice.screening;

import dev.sluice.event.SignatureEvent;
import dev.sluice.match.Alignment;
import dev.sluice.match.SequenceVote;
import dev.sluice.match.Vote;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.signature.Bank;
import dev.sluice.signature.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** The conditions that must all hold before a stream is ended without a human. Not thread-safe. */
final class KillInterlocks {
    /** A sequence that hangs on one close match and many loose ones is shown to people first. */
    private static final int CLOSE_FRAMES = 2;

    /** Some 5 KB each with its sequence. */
    private static final int MOST_ALIGNMENTS = 1024;

    private final Policy policy;
    /**
     * What was found of late: a stream that shows known videos has a sequence for each, and weighs them all with every chat
     * message, though few have changed. By identity: equal sequences are rare, and comparing them costs as much as aligning
     * one.
     */
    private final IdentityHashMap<SequenceVote, Alignment> alignments = new IdentityHashMap<>();

    KillInterlocks(Policy policy) {
        this.policy = policy;
    }

    /** Whether frames agree on an offset often and long enough. */
    boolean isSequence(Alignment alignment) {
        PolicyDocument.Sequence sequence = policy.document().sequence();
        return alignment.frames() >= sequence.frames() && alignment.spanMillis() >= sequence.spanMillis();
    }

    /** Whether they do together with what an earlier stream of the account showed. */
    boolean isSequence(Alignment alignment, Inherited earlier) {
        PolicyDocument.Sequence sequence = policy.document().sequence();
        return alignment.frames() + earlier.frames() >= sequence.frames()
                && alignment.spanMillis() + earlier.spanMillis() >= sequence.spanMillis();
    }

    /** Of whole pictures if those make a sequence, else whatever agrees better. */
    Alignment alignment(SequenceVote votes) {
        if (alignments.size() >= MOST_ALIGNMENTS) {
            alignments.clear();
        }
        return alignments.computeIfAbsent(votes, this::found);
    }

    private Alignment found(SequenceVote votes) {
        Alignment whole = votes.alignment();
        Alignment part = votes.partAlignment();
        return isSequence(whole) || whole.frames() >= part.frames() ? whole : part;
    }

    /** The conditions that fail, each in a sentence for the reviewer; none if the stream may be ended. */
    List<String> failures(
            Signature signature,
            Bank bank,
            SequenceVote votes,
            Alignment alignment,
            Optional<Inherited> earlier,
            Draft draft) {
        List<String> failures = new ArrayList<>();
        boolean carried =
                earlier.filter(before -> isSequence(alignment, before)).isPresent();
        if (!isSequence(alignment) && !carried) {
            PolicyDocument.Sequence sequence = policy.document().sequence();
            failures.add("no sequence: " + alignment.frames()
                    + (alignment.frames() == 1 ? " distinct frame" : " distinct frames") + " on one offset over "
                    + alignment.spanMillis() + " ms; one has " + sequence.frames() + " over " + sequence.spanMillis()
                    + " ms");
            long partial = votes.votes().stream().filter(Vote::partial).count();
            if (partial > 0) {
                failures.add(partial + " of the matching pictures are incomplete, and incomplete pictures never kill");
            }
        }
        if (alignment.part()) {
            failures.add("only a part of the picture matches, which a report about it may show too");
        }
        int seeds = alignment.seeds() + earlier.map(Inherited::seeds).orElse(0);
        if (seeds < CLOSE_FRAMES) {
            failures.add(
                    "only " + seeds + " of the aligned frames match closely, at least " + CLOSE_FRAMES + " are wanted");
        }
        if (!signature.video()) {
            failures.add("the signature is a single picture");
        }
        if (!bank.killEligible()) {
            failures.add("bank " + bank.name() + " may not kill");
        }
        if (!SignatureEvent.POSITIVE.equals(signature.opinion())) {
            failures.add("the signature's opinion is " + signature.opinion() + ", not POSITIVE");
        }
        Duration listed = Duration.between(signature.addedAt(), draft.now);
        if (listed.toSeconds() < bank.soakSeconds()) {
            // Not how long it is listed: what is decided again after a failure must read the same.
            failures.add("the signature, listed since " + signature.addedAt() + ", has not been listed for the "
                    + bank.soakSeconds() + " seconds of its bank's soak time");
        }
        long rejected = draft.judgement.rejectedUntilMillis();
        if (rejected > 0
                && alignment.streamToMillis()
                        < rejected + policy.document().sequence().spanMillis()) {
            failures.add("a reviewer found no reason to act on what the stream showed until then");
        }
        failures.addAll(streamFailures(draft));
        return failures;
    }

    /** The conditions on the stream and the policy alone. */
    List<String> streamFailures(Draft draft) {
        List<String> failures = new ArrayList<>();
        if (policy.allowsPublisher(draft.accountId)) {
            failures.add("the account is an allow-listed publisher");
        }
        if (draft.judgement.permitted()) {
            failures.add("a reviewer found news or counter-speech in this stream");
        }
        if (!PolicyDocument.Kills.ENFORCE.equals(policy.document().kills().mode())) {
            failures.add("the policy sends every kill to review");
        }
        return failures;
    }
}
