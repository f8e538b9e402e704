package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a picture's fingerprints under every variant that a re-uploader uses. Not thread-safe: it reuses its buffers. */
public final class Fingerprinter {
    private final PdqHasher hasher = new PdqHasher();
    private final ReducedLuma reduced = new ReducedLuma();
    private final FineMeans fine = new FineMeans();
    private final AreaMeans areaMeans = new AreaMeans(FilterAxis.SAMPLES);
    private final float[] means = new float[FilterAxis.SAMPLES * FilterAxis.SAMPLES];
    private final InsetSearch insets = new InsetSearch();

    /**
     * {@link Variant#ORIGINAL} first, then {@link Variant#MIRROR}, the turned ones, the first two without borders if the
     * picture has any, the inverted picture, the four halves (inside the borders), each plain and mirrored, and up to three
     * pictures shown inside the picture, plain and mirrored, where they have detail.
     *
     * <p>Parts and insets are taken of a reduced plane, the same on the reference's side for parts; measured, that moves PDQ by 4 to 9 bits.
     */
    public List<Fingerprint> fingerprint(LumaPlane luma) {
        List<Fingerprint> fingerprints = new ArrayList<>(Variant.values().length);
        Region whole = Region.whole(luma);
        take(luma, whole, Variant.ORIGINAL, Variant.MIRROR, fingerprints);
        Fingerprint original = fingerprints.get(0);
        turn(Variant.ROTATE_90, Symmetry.ROTATE_90, fingerprints);
        turn(Variant.ROTATE_180, Symmetry.ROTATE_180, fingerprints);
        turn(Variant.ROTATE_270, Symmetry.ROTATE_270, fingerprints);
        turn(Variant.UPSIDE_DOWN, Symmetry.UPSIDE_DOWN, fingerprints);
        Optional<Region> inner = BorderTrim.trim(luma);
        if (inner.isPresent()) {
            take(luma, inner.get(), Variant.TRIM, Variant.TRIM_MIRROR, fingerprints);
        }
        fingerprints.add(new Fingerprint(Variant.INVERTED, original.hash().complement(), original.quality()));
        Region region = inner.orElse(whole);
        reduced.load(luma);
        fine.load(reduced, region);
        takePart(Part.TOP, Variant.TOP, Variant.TOP_MIRROR, fingerprints);
        takePart(Part.BOTTOM, Variant.BOTTOM, Variant.BOTTOM_MIRROR, fingerprints);
        takePart(Part.LEFT, Variant.LEFT, Variant.LEFT_MIRROR, fingerprints);
        takePart(Part.RIGHT, Variant.RIGHT, Variant.RIGHT_MIRROR, fingerprints);
        fine.part(Part.WHOLE, means);
        for (Region inset : insets.search(luma, region, means)) {
            takeInset(inset, fingerprints);
        }
        return fingerprints;
    }

    /** Of the picture that was loaded last. */
    private void turn(Variant variant, Symmetry symmetry, List<Fingerprint> into) {
        into.add(new Fingerprint(variant, hasher.hash(symmetry), hasher.quality()));
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
        return plain(luma, Region.without(luma, perMille, perMille, perMille, perMille));
    }

    /** The plain fingerprint of what is left of a picture in another shape; empty if that is nearly everything. */
    public Optional<Fingerprint> reframed(LumaPlane luma, Reframing reframing) {
        return reframing.of(luma).map(region -> plain(luma, region));
    }

    /** The plain fingerprint of what is left of a picture when one side is cut off. */
    public Fingerprint cut(LumaPlane luma, SideCut side) {
        return plain(luma, side.of(luma));
    }

    /** The plain fingerprint of a picture that was turned a little. */
    public Fingerprint warped(LumaPlane luma, Warp warp) {
        return original(warp.of(luma));
    }

    private Fingerprint plain(LumaPlane luma, Region region) {
        hasher.load(luma, region);
        return new Fingerprint(Variant.ORIGINAL, hasher.hash(Symmetry.ORIGINAL), hasher.quality());
    }

    /** The plain fingerprint of a part of a picture, as references are taken to meet copies with something laid over. */
    public Fingerprint part(LumaPlane luma, Part part) {
        reduced.load(luma);
        fine.load(reduced, Region.whole(luma));
        fine.part(part, means);
        hasher.load(means);
        return new Fingerprint(Variant.ORIGINAL, hasher.hash(Symmetry.ORIGINAL), hasher.quality());
    }

    private void take(LumaPlane luma, Region region, Variant plain, Variant mirrored, List<Fingerprint> into) {
        hasher.load(luma, region);
        into.add(new Fingerprint(plain, hasher.hash(Symmetry.ORIGINAL), hasher.quality()));
        into.add(new Fingerprint(mirrored, hasher.hash(Symmetry.MIRROR), hasher.quality()));
    }

    private void takePart(Part part, Variant plain, Variant mirrored, List<Fingerprint> into) {
        fine.part(part, means);
        hasher.load(means);
        into.add(new Fingerprint(plain, hasher.hash(Symmetry.ORIGINAL), hasher.quality()));
        into.add(new Fingerprint(mirrored, hasher.hash(Symmetry.MIRROR), hasher.quality()));
    }

    /** Unlike the others, an inset without detail is nothing to tell of. */
    private void takeInset(Region region, List<Fingerprint> into) {
        areaMeans.take(reduced, region, means);
        hasher.load(means);
        if (hasher.quality() >= PdqHasher.QUALITY_GATE) {
            into.add(new Fingerprint(Variant.INSET, hasher.hash(Symmetry.ORIGINAL), hasher.quality()));
            into.add(new Fingerprint(Variant.INSET_MIRROR, hasher.hash(Symmetry.MIRROR), hasher.quality()));
        }
    }
}
