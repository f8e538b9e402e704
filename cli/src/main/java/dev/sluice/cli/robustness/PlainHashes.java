package dev.sluice.cli.robustness;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.fingerprint.Variant;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.TimedPicture;
import dev.sluice.signature.Bank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PDQ as it is usually used: one hash per picture, and nothing else. What Sluice does beyond is measured against it. */
final class PlainHashes {
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final List<PdqHash> hashes = new ArrayList<>();

    /** The same pictures, each of which is known once it has passed. */
    PictureSource tap(PictureSource source) {
        return new PictureSource() {
            @Override
            public Optional<TimedPicture> next() throws MediaException {
                Optional<TimedPicture> picture = source.next();
                picture.ifPresent(PlainHashes.this::add);
                return picture;
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    /** Whether a frame's plain fingerprint is near a known one. */
    boolean match(List<Fingerprint> fingerprints) {
        return fingerprints.stream()
                .filter(fingerprint -> fingerprint.variant() == Variant.ORIGINAL)
                .filter(PlainHashes::hasDetail)
                .anyMatch(fingerprint -> isNear(fingerprint.hash()));
    }

    private void add(TimedPicture picture) {
        Fingerprint fingerprint = fingerprinter.original(picture.picture().luma());
        if (hasDetail(fingerprint)) {
            hashes.add(fingerprint.hash());
        }
    }

    private boolean isNear(PdqHash hash) {
        return hashes.stream().anyMatch(known -> known.distance(hash) <= Bank.USUAL_DISTANCE);
    }

    private static boolean hasDetail(Fingerprint fingerprint) {
        return fingerprint.quality() >= PdqHasher.QUALITY_GATE;
    }
}
