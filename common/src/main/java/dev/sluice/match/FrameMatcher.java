package dev.sluice.match;

import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PayloadDigest;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.fingerprint.Variant;
import dev.sluice.signature.Bank;
import dev.sluice.signature.Banks;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.KnownFrame;
import dev.sluice.signature.ReferenceView;
import dev.sluice.signature.Signature;
import dev.sluice.signature.SignatureIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the known frames near a live frame. A match with a benign bank outweighs all others. */
public final class FrameMatcher {
    /** The farthest that the index searches. By chance two hashes are that near once in 2e16 (reference A8). */
    public static final int RESEMBLING_DISTANCE = 63;

    private final CatalogueSnapshot catalogue;
    private final Banks banks;

    public FrameMatcher(CatalogueSnapshot catalogue, Banks banks) {
        this.catalogue = catalogue;
        this.banks = banks;
    }

    /**
     * What a frame is.
     *
     * @param benign whether it is on an excluding list
     * @param matches the nearest with each signature; none if benign
     */
    public record Result(boolean benign, List<FrameMatch> matches) {
        public Result {
            matches = benign ? List.of() : List.copyOf(matches);
        }

        /** Whether there is nothing to say of the frame. */
        public boolean isEmpty() {
            return !benign && matches.isEmpty();
        }
    }

    /** Against all signatures. A frame of too little detail matches only what has its digest. */
    public Result match(FrameFingerprints frame) {
        return matchSince(Long.MIN_VALUE, frame);
    }

    /** Against the signatures added at a version of the catalogue from {@code version} on. */
    public Result matchSince(long version, FrameFingerprints frame) {
        Search search = new Search(frame);
        for (Fingerprint fingerprint : frame.fingerprints()) {
            if (fingerprint.quality() >= PdqHasher.QUALITY_GATE) {
                search.run(version, fingerprint);
            }
        }
        for (PayloadDigest digest : frame.digests()) {
            search.run(version, digest);
        }
        return new Result(search.benign, List.copyOf(search.nearest.values()));
    }

    /**
     * The known videos that a frame as a whole resembles, up to {@link #RESEMBLING_DISTANCE} bits, the nearest frame of each.
     * That is too little to say anything by itself.
     */
    public List<FrameMatch> resembling(FrameFingerprints frame) {
        Map<Signature, FrameMatch> nearest = new LinkedHashMap<>();
        for (Fingerprint fingerprint : frame.fingerprints()) {
            if (fingerprint.quality() < PdqHasher.QUALITY_GATE
                    || !fingerprint.hash().hasDetail()
                    || !fingerprint.variant().isRemembered()) {
                continue;
            }
            catalogue.index().search(fingerprint.hash(), RESEMBLING_DISTANCE, (known, distance) -> {
                boolean telling = known.signature().video()
                        && !ReferenceView.isHalf(known.view())
                        && !banks.bank(known.signature().bank()).benign();
                if (telling) {
                    FrameMatch match = new FrameMatch(fingerprint, known, distance, frame.ptsMillis(), frame.partial());
                    nearest.merge(known.signature(), match, Search::better);
                }
            });
        }
        return List.copyOf(nearest.values());
    }

    /** Whether a vote's signature is still listed and still near. */
    public boolean stillMatches(SequenceVote votes, Vote vote) {
        int distance = Math.max(banks.bank(votes.bank()).distance(), vote.distance());
        if (!vote.seed()) {
            // So loose a radius is for the frames of one video, not for the whole index.
            return catalogue
                    .index()
                    .video(votes.bank(), votes.signatureId())
                    .flatMap(video -> video.nearest(vote.live(), vote.view(), 0, Long.MAX_VALUE, distance))
                    .isPresent();
        }
        boolean[] found = new boolean[1];
        SignatureIndex.Visitor visitor = (known, differing) -> {
            Signature signature = known.signature();
            found[0] |= signature.bank().equals(votes.bank()) && signature.id().equals(votes.signatureId());
        };
        if (vote.view() == ReferenceView.PAYLOAD) {
            catalogue.index().payload(PayloadDigest.ofHash(vote.known()), visitor);
        } else {
            catalogue.index().search(vote.live(), distance, visitor);
        }
        return found[0];
    }

    private final class Search {
        private static final Fingerprint UNKNOWN = new Fingerprint(Variant.ORIGINAL, new PdqHash(0, 0, 0, 0), 0);

        private final FrameFingerprints frame;
        private final Map<Signature, FrameMatch> nearest = new LinkedHashMap<>();
        private boolean benign;

        Search(FrameFingerprints frame) {
            this.frame = frame;
        }

        /** A whole picture before a part of one, and then the nearer. */
        private static FrameMatch better(FrameMatch old, FrameMatch young) {
            boolean oldIsPart = old.fingerprint().variant().isPart();
            if (oldIsPart != young.fingerprint().variant().isPart()) {
                return oldIsPart ? young : old;
            }
            return young.distance() < old.distance() ? young : old;
        }

        void run(long version, Fingerprint fingerprint) {
            catalogue
                    .index()
                    .searchSince(
                            version,
                            fingerprint.hash(),
                            banks.largestDistance(),
                            (known, distance) -> found(fingerprint, known, distance));
        }

        /** The frame's bytes are those of a known file, whatever they show. */
        void run(long version, PayloadDigest digest) {
            Fingerprint original = frame.fingerprints().stream()
                    .filter(fingerprint -> fingerprint.variant() == Variant.ORIGINAL)
                    .findFirst()
                    .orElse(UNKNOWN);
            catalogue.index().payloadSince(version, digest, (known, distance) -> found(original, known, distance));
        }

        private void found(Fingerprint fingerprint, KnownFrame known, int distance) {
            Bank bank = banks.bank(known.signature().bank());
            if (distance > bank.distance()) {
                return;
            }
            if (bank.benign()) {
                // Half of a harmless picture does not excuse the other half.
                benign |= !fingerprint.variant().isPart() && !ReferenceView.isHalf(known.view());
                return;
            }
            FrameMatch match = new FrameMatch(fingerprint, known, distance, frame.ptsMillis(), frame.partial());
            nearest.merge(known.signature(), match, Search::better);
        }
    }
}
