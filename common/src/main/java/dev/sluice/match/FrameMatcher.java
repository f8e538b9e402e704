package dev.sluice.match;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.signature.Bank;
import dev.sluice.signature.Banks;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.Signature;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the known frames near a live frame. A match with a benign bank outweighs all others. */
public final class FrameMatcher {
    private final CatalogueSnapshot catalogue;
    private final Banks banks;

    public FrameMatcher(CatalogueSnapshot catalogue, Banks banks) {
        this.catalogue = catalogue;
        this.banks = banks;
    }

    /** The nearest match with each signature; none if the frame is of too little detail, or benign. */
    public List<FrameMatch> match(FrameFingerprints frame) {
        Search search = new Search(frame);
        for (Fingerprint fingerprint : frame.fingerprints()) {
            if (fingerprint.quality() >= PdqHasher.QUALITY_GATE) {
                search.run(fingerprint);
            }
        }
        return search.benign ? List.of() : List.copyOf(search.nearest());
    }

    private final class Search {
        private final FrameFingerprints frame;
        private final Map<Signature, FrameMatch> nearest = new LinkedHashMap<>();
        private boolean benign;

        Search(FrameFingerprints frame) {
            this.frame = frame;
        }

        void run(Fingerprint fingerprint) {
            catalogue.index().search(fingerprint.hash(), banks.largestDistance(), (known, distance) -> {
                Bank bank = banks.bank(known.signature().bank());
                if (distance > bank.distance()) {
                    return;
                }
                if (bank.benign()) {
                    benign = true;
                    return;
                }
                FrameMatch match = new FrameMatch(fingerprint, known, distance, frame.ptsMillis(), frame.partial());
                nearest.merge(
                        known.signature(), match, (old, young) -> young.distance() < old.distance() ? young : old);
            });
        }

        Collection<FrameMatch> nearest() {
            return nearest.values();
        }
    }
}
