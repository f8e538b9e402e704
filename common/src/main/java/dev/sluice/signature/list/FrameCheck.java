package dev.sluice.signature.list;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a signature's fingerprints and digests must be to be worth matching with. */
public final class FrameCheck {
    private static final int BEST_QUALITY = 100;

    private FrameCheck() {}

    /**
     * What is wrong with a signature's frames and digests.
     *
     * @param at where the signature stands
     */
    public static List<Quarantined> problems(String at, SignatureEvent signature) {
        List<Quarantined> problems = new ArrayList<>();
        long latest = 0;
        int number = 0;
        for (SignatureEvent.Frame frame : signature.frames()) {
            number++;
            String place = at + " frame " + number;
            objection(place, frame.hash(), frame.quality()).ifPresent(problems::add);
            if (frame.tMillis() < latest) {
                problems.add(outOfOrder(place));
            }
            latest = frame.tMillis();
        }
        for (SignatureEvent.Digest digest : signature.digests()) {
            DigestCheck.objection(at, digest).ifPresent(problems::add);
        }
        return problems;
    }

    /** Why a fingerprint cannot be used; empty if it can. */
    static Optional<Quarantined> objection(String at, String hash, int quality) {
        Optional<PdqHash> parsed = PdqHash.parse(hash);
        if (parsed.isEmpty()) {
            return Optional.of(new Quarantined(at, Reason.BAD_HASH, "no PDQ hash: expected 64 hexadecimal digits"));
        }
        if (quality < 0 || quality > BEST_QUALITY) {
            return Optional.of(
                    new Quarantined(at, Reason.OUT_OF_RANGE, "quality out of range: expected 0 to " + BEST_QUALITY));
        }
        if (quality < PdqHasher.QUALITY_GATE) {
            return Optional.of(new Quarantined(
                    at, Reason.LOW_QUALITY, "quality " + quality + ": expected at least " + PdqHasher.QUALITY_GATE));
        }
        int weight = parsed.get().weight();
        if (weight != PdqHash.DETAILED_WEIGHT) {
            return Optional.of(new Quarantined(
                    at,
                    Reason.DEGENERATE,
                    weight + " one-bits: expected " + PdqHash.DETAILED_WEIGHT + " as of a picture with detail"));
        }
        return Optional.empty();
    }

    static Quarantined outOfOrder(String at) {
        return new Quarantined(at, Reason.OUT_OF_ORDER, "before the frame above it: expected frames in time order");
    }
}
