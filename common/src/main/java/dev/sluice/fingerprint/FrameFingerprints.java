package dev.sluice.fingerprint;

import dev.sluice.event.Flag;
import java.util.List;
import java.util.Optional;

/**
 * What is left of a sampled frame once it is decoded: its fingerprints and where it came from, under 1 KB. A frame that cannot
 * be decoded has only the digests of its bytes, and is partial.
 *
 * @param partial whether the picture was incomplete
 * @param fingerprints one per variant, but for insets, of which there may be up to three
 * @param coverage what was seen, sampled and shed of the stream up to this frame
 * @param evidence where the frame's record stood, and its digest
 * @param digests of the frame's bytes, to tell exact copies of known files
 */
public record FrameFingerprints(
        String streamId,
        String accountId,
        long ptsMillis,
        boolean partial,
        List<Fingerprint> fingerprints,
        Flag.Coverage coverage,
        Flag.FrameEvidence evidence,
        List<PayloadDigest> digests) {
    public FrameFingerprints {
        fingerprints = fingerprints == null ? List.of() : List.copyOf(fingerprints);
        digests = digests == null ? List.of() : List.copyOf(digests);
    }

    /** Of a frame whose bytes are not known. */
    public FrameFingerprints(
            String streamId,
            String accountId,
            long ptsMillis,
            boolean partial,
            List<Fingerprint> fingerprints,
            Flag.Coverage coverage,
            Flag.FrameEvidence evidence) {
        this(streamId, accountId, ptsMillis, partial, fingerprints, coverage, evidence, List.of());
    }

    /** Whether both show the same picture; if neither shows any, whether their bytes are the same. */
    public boolean showsTheSameAs(FrameFingerprints other) {
        return fingerprints.equals(other.fingerprints) && (!fingerprints.isEmpty() || digests.equals(other.digests));
    }

    /** What of it is kept for look-back. */
    public FrameFingerprints remembered() {
        return new FrameFingerprints(
                streamId,
                accountId,
                ptsMillis,
                partial,
                fingerprints.stream()
                        .filter(fingerprint -> fingerprint.variant().isRemembered())
                        .toList(),
                coverage,
                evidence,
                digests);
    }

    /** Of the picture as it is, if it has enough detail to tell it from others; empty if not. */
    public Optional<Fingerprint> telling() {
        return fingerprints.stream()
                .filter(fingerprint -> fingerprint.variant() == Variant.ORIGINAL)
                .filter(fingerprint -> fingerprint.quality() >= PdqHasher.QUALITY_GATE)
                .filter(fingerprint -> fingerprint.hash().hasDetail())
                .findFirst();
    }
}
