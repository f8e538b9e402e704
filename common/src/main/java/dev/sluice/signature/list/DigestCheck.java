package dev.sluice.signature.list;

import dev.sluice.event.DigestAlgorithm;
import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** What a file's digest must be to be worth comparing with. */
final class DigestCheck {
    private DigestCheck() {}

    /** Why a digest cannot be used; empty if it can. */
    static Optional<Quarantined> objection(String at, SignatureEvent.Digest digest) {
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.of(digest.algorithm());
        if (algorithm.isEmpty()) {
            return Optional.of(new Quarantined(
                    at, Reason.UNSUPPORTED_ALGORITHM, "another algorithm: expected MD5, SHA1 or SHA256"));
        }
        if (!algorithm.get().isDigest(digest.hex())) {
            return Optional.of(new Quarantined(
                    at,
                    Reason.BAD_HASH,
                    "no " + algorithm.get() + ": expected " + algorithm.get().digits() + " hexadecimal digits"));
        }
        if (ofNothing(algorithm.get()).equals(digest.hex().toLowerCase(Locale.ROOT))) {
            return Optional.of(new Quarantined(at, Reason.DEGENERATE, "the " + algorithm.get() + " of an empty file"));
        }
        return Optional.empty();
    }

    private static String ofNothing(DigestAlgorithm algorithm) {
        return HexFormat.of().formatHex(algorithm.digest(new byte[0]));
    }
}
