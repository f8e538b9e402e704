package dev.sluice.policy;

import dev.sluice.signature.Bank;
import dev.sluice.text.Term;
import java.util.List;

/**
 * The policy as it is written and published. What is left out has the default that {@link Policy} gives.
 *
 * @param version named in every flag and decision
 * @param epoch part of every flag's and kill's id: a higher one makes flags anew
 * @param banks settings by bank; a bank not named may flag but never kill
 * @param terms what to look for in chat
 * @param publisherAllowList accounts that are never killed automatically
 */
public record PolicyDocument(
        String version,
        int epoch,
        List<Bank> banks,
        List<Term> terms,
        Sampling sampling,
        Sequence sequence,
        Risk risk,
        Kills kills,
        Deadlines deadlines,
        long lookbackSeconds,
        List<String> publisherAllowList) {
    public PolicyDocument {
        banks = banks == null ? List.of() : List.copyOf(banks);
        terms = terms == null ? List.of() : List.copyOf(terms);
        sampling = sampling == null ? new Sampling(2, 4, 60, 0.3, 2) : sampling;
        sequence = sequence == null ? new Sequence(5, 4000) : sequence;
        risk = risk == null ? new Risk(0.6, 0.3, 600, 120) : risk;
        kills = kills == null ? new Kills(Kills.REVIEW, 300) : kills;
        deadlines = deadlines == null ? new Deadlines(60, 300, 1800) : deadlines;
        lookbackSeconds = lookbackSeconds == 0 ? 600 : lookbackSeconds;
        publisherAllowList = publisherAllowList == null ? List.of() : List.copyOf(publisherAllowList);
    }

    /**
     * How many frames of a stream are looked at, in frames per second of media time.
     *
     * @param framesPerSecond of a stream without evidence
     * @param riskyFramesPerSecond after a first match, for {@code riskySeconds}
     * @param floorFramesPerSecond what every stream keeps when the source lags
     * @param shedAfterSeconds source lag from which streams without evidence fall to the floor
     */
    public record Sampling(
            double framesPerSecond,
            double riskyFramesPerSecond,
            long riskySeconds,
            double floorFramesPerSecond,
            double shedAfterSeconds) {}

    /**
     * When frame matches become a sequence match.
     *
     * @param frames distinct frames on one offset
     * @param spanMillis that they must cover
     */
    public record Sequence(int frames, long spanMillis) {}

    /**
     * @param raise risk from which chat alone raises a flag, 0..1
     * @param clear risk below which that flag clears, under {@code raise}
     * @param matchHalfLifeSeconds how fast a match loses weight
     * @param chatHalfLifeSeconds how fast a term loses weight
     */
    public record Risk(double raise, double clear, long matchHalfLifeSeconds, long chatHalfLifeSeconds) {}

    /**
     * @param mode {@link #ENFORCE}, or {@link #REVIEW}: every kill becomes a P0 flag
     * @param expirySeconds how long a kill is valid
     */
    public record Kills(String mode, long expirySeconds) {
        public static final String ENFORCE = "ENFORCE";
        public static final String REVIEW = "REVIEW";
    }

    /** Seconds until a human should have looked, per priority. */
    public record Deadlines(long p0Seconds, long p1Seconds, long p2Seconds) {}
}
