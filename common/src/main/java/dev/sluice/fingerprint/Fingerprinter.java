package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a picture's fingerprints under every variant that a re-uploader uses. Not thread-safe: it reuses its buffers. */
public final class Fingerprinter {
    private final PdqHasher hasher = new PdqHasher();

    /** {@link Variant#ORIGINAL} first, then {@link Variant#MIRROR}, then both without borders if the picture has any. */
    public List<Fingerprint> fingerprint(LumaPlane luma) {
        List<Fingerprint> fingerprints = new ArrayList<>(4);
        take(luma, Region.whole(luma), Variant.ORIGINAL, Variant.MIRROR, fingerprints);
        Optional<Region> inner = BorderTrim.trim(luma);
        if (inner.isPresent()) {
            take(luma, inner.get(), Variant.TRIM, Variant.TRIM_MIRROR, fingerprints);
        }
        return fingerprints;
    }

    /** Only the plain fingerprint, as a reference is taken. */
    public Fingerprint original(LumaPlane luma) {
        hasher.load(luma);
        return new Fingerprint(Variant.ORIGINAL, hasher.hash(Symmetry.ORIGINAL), hasher.quality());
    }

    /**
     * The plain fingerprint of a picture's centre, as references are taken to meet copies that were cropped.
     *
     * @param perMille what is cut off each side, in thousandths of the width and of the height, 0..450
     */
    public Fingerprint cropped(LumaPlane luma, int perMille) {
        int left = luma.width() * perMille / 1000;
        int top = luma.height() * perMille / 1000;
        hasher.load(luma, new Region(left, top, luma.width() - 2 * left, luma.height() - 2 * top));
        return new Fingerprint(Variant.ORIGINAL, hasher.hash(Symmetry.ORIGINAL), hasher.quality());
    }

    private void take(LumaPlane luma, Region region, Variant plain, Variant mirrored, List<Fingerprint> into) {
        hasher.load(luma, region);
        into.add(new Fingerprint(plain, hasher.hash(Symmetry.ORIGINAL), hasher.quality()));
        into.add(new Fingerprint(mirrored, hasher.hash(Symmetry.MIRROR), hasher.quality()));
    }
}
