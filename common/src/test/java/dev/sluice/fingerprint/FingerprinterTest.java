package dev.sluice.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.LumaPlane;
import dev.sluice.media.MediaException;
import dev.sluice.media.PictureSource;
import dev.sluice.media.Scenes;
import dev.sluice.media.SyntheticVideo;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprinterTest {
    private static final int USUAL_DISTANCE = 31;

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final LumaPlane picture = picture(200, 120, 7);

    @Test
    void aMirroredCopyMeetsTheOriginalUnderTheMirrorVariant() {
        List<Fingerprint> copy = fingerprinter.fingerprint(mirrored(picture));

        assertThat(distance(copy, Variant.ORIGINAL)).isGreaterThan(80);
        assertThat(distance(copy, Variant.MIRROR)).isLessThanOrEqualTo(USUAL_DISTANCE);
    }

    @Test
    void aPictureCutToAnotherShapeMeetsItsOwnCentreInThatShape() {
        for (Reframing shape : Reframing.values()) {
            for (LumaPlane whole : List.of(picture, picture(120, 200, 7))) {
                Region left = shape.of(whole).orElseThrow();
                LumaPlane cut = new LumaPlane(
                        left.width(), left.height(), rows(whole, left.top(), left.height(), left.left(), left.width()));

                Fingerprint known = fingerprinter.reframed(whole, shape).orElseThrow();
                assertThat(known.hash())
                        .as(shape.name())
                        .isEqualTo(fingerprinter.original(cut).hash());
                assertThat(Math.min(left.width(), left.height())).isLessThanOrEqualTo(120);
            }
        }
        assertThat(Reframing.FOUR_BY_THREE.of(picture)).contains(new Region(20, 0, 160, 120));
        assertThat(Reframing.NINE_BY_SIXTEEN.of(picture(120, 200, 7))).contains(new Region(0, 66, 120, 68));
    }

    @Test
    void aPictureThatHasAShapeAlreadyIsNotCutToIt() {
        assertThat(fingerprinter.reframed(picture(160, 120, 7), Reframing.FOUR_BY_THREE))
                .isEmpty();
        assertThat(fingerprinter.reframed(picture(120, 120, 7), Reframing.SQUARE))
                .isEmpty();
    }

    @Test
    void aPictureWithoutATenthOfOneSideMeetsTheReferenceCutAlike() {
        for (SideCut side : SideCut.values()) {
            Region left = side.of(picture);
            LumaPlane cut = new LumaPlane(
                    left.width(), left.height(), rows(picture, left.top(), left.height(), left.left(), left.width()));

            assertThat(fingerprinter.cut(picture, side).hash())
                    .as(side.name())
                    .isEqualTo(fingerprinter.original(cut).hash());
        }
        assertThat(SideCut.LEFT_CUT.of(picture)).isEqualTo(new Region(20, 0, 180, 120));
        assertThat(SideCut.RIGHT_CUT.of(picture)).isEqualTo(new Region(0, 0, 180, 120));
        assertThat(SideCut.TOP_CUT.of(picture)).isEqualTo(new Region(0, 12, 200, 108));
        assertThat(SideCut.BOTTOM_CUT.of(picture)).isEqualTo(new Region(0, 0, 200, 108));
        assertThat(SideCut.TOP_RIGHT_CUT.of(picture)).isEqualTo(new Region(0, 9, 184, 111));
    }

    @Test
    void aPictureWarpedByFfmpegMeetsTheReferenceWarpedAlike() {
        String filled = ",crop=w=2*trunc(iw/2/1.139):h=2*trunc(ih/2/1.139)";
        Map<Warp, String> edits = Map.of(
                Warp.TILTED_RIGHT,
                "rotate=5*PI/180",
                Warp.TILTED_LEFT,
                "rotate=-5*PI/180",
                Warp.TILTED_RIGHT_FILLED,
                "rotate=4.5*PI/180" + filled,
                Warp.TILTED_LEFT_FILLED,
                "rotate=-4.5*PI/180" + filled,
                Warp.STRETCHED_TOP,
                stretched("(1+L*(1-Y/H))", "0.5+(X/W-0.5)/D", "1-(1-Y/H)*(1+L)/D"),
                Warp.STRETCHED_BOTTOM,
                stretched("(1+L*Y/H)", "0.5+(X/W-0.5)/D", "Y/H*(1+L)/D"),
                Warp.STRETCHED_LEFT,
                stretched("(1+L*(1-X/W))", "1-(1-X/W)*(1+L)/D", "0.5+(Y/H-0.5)/D"),
                Warp.STRETCHED_RIGHT,
                stretched("(1+L*X/W)", "X/W*(1+L)/D", "0.5+(Y/H-0.5)/D"));
        LumaPlane scene = scene("null");
        edits.forEach((warp, edit) -> {
            PdqHash copy = fingerprinter.original(scene(edit)).hash();

            assertThat(fingerprinter.warped(scene, warp).hash().distance(copy))
                    .as(warp.name())
                    .isLessThanOrEqualTo(USUAL_DISTANCE / 2);
            assertThat(fingerprinter.original(scene).hash().distance(copy)).isGreaterThan(62);
        });
    }

    /** Where the edge opposite to the one that stays is taken from 6% inside the picture on both sides. */
    private static String stretched(String depth, String x, String y) {
        String lean = String.valueOf(1 / 0.88 - 1);
        String luma = ("lum(W*(" + x + "),H*(" + y + "))").replace("D", depth).replace("L", lean);
        return "format=gray,geq=lum='" + luma + "',format=yuv420p";
    }

    private static LumaPlane scene(String edit) {
        try (PictureSource source = new SyntheticVideo(Scenes.CLOUDS.graph(1) + "," + edit)) {
            return source.next().orElseThrow().picture().luma();
        } catch (MediaException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFramedCopyMeetsTheOriginalUnderTheTrimVariant() {
        List<Fingerprint> copy = fingerprinter.fingerprint(framed(picture, 30, 17));

        assertThat(distance(copy, Variant.ORIGINAL)).isGreaterThan(USUAL_DISTANCE);
        assertThat(distance(copy, Variant.TRIM)).isZero();
    }

    @Test
    void aFramedMirroredCopyMeetsTheOriginalUnderBoth() {
        List<Fingerprint> copy = fingerprinter.fingerprint(framed(mirrored(picture), 12, 200));

        assertThat(distance(copy, Variant.TRIM_MIRROR)).isLessThanOrEqualTo(USUAL_DISTANCE);
    }

    @Test
    void aBarUnderSubtitlesEndsWhereTheOneOppositeDoes() {
        LumaPlane framed = framed(picture, 30, 17);
        byte[] samples = framed.samples().clone();
        int width = framed.width();
        // White letters over half of the lower bar's width, from its outer lines up to the picture's edge.
        for (int y = framed.height() - 28; y < framed.height() - 8; y++) {
            for (int x = width / 4; x < width * 3 / 4; x += 2) {
                samples[y * width + x] = (byte) 235;
            }
        }
        List<Fingerprint> copy = fingerprinter.fingerprint(new LumaPlane(width, framed.height(), samples));

        assertThat(distance(copy, Variant.TRIM)).isZero();
    }

    @Test
    void aBarOnOneSideOnlyTakesNothingFromTheOther() {
        LumaPlane framed = framed(picture, 30, 17);
        LumaPlane below = new LumaPlane(
                picture.width(), picture.height() + 30, rows(framed, 30, picture.height() + 30, 30, picture.width()));

        assertThat(distance(fingerprinter.fingerprint(below), Variant.TRIM)).isZero();
    }

    @Test
    void aPictureWithoutBordersHasNoTrimVariant() {
        assertThat(fingerprinter.fingerprint(picture))
                .extracting(Fingerprint::variant)
                .doesNotContain(Variant.TRIM, Variant.TRIM_MIRROR)
                .contains(Variant.ORIGINAL, Variant.MIRROR, Variant.INVERTED, Variant.TOP);
    }

    @Test
    void aFlatPictureIsNotTrimmedAway() {
        assertThat(fingerprinter.fingerprint(new LumaPlane(64, 64, new byte[4096])))
                .extracting(Fingerprint::variant)
                .doesNotContain(Variant.TRIM);
    }

    @Test
    void aHalfMeetsTheReferencesWhateverLiesOverTheOther() {
        byte[] samples = picture.samples().clone();
        for (int i = picture.height() / 2 * picture.width(); i < samples.length; i++) {
            samples[i] = (byte) (i * 31 / 7 ^ i >> 3);
        }
        LumaPlane covered = new LumaPlane(picture.width(), picture.height(), samples);
        PdqHash known = fingerprinter.part(picture, Part.TOP).hash();
        assertThat(hash(fingerprinter.fingerprint(covered), Variant.TOP).distance(known))
                .isZero();
        assertThat(hash(fingerprinter.fingerprint(mirrored(covered)), Variant.TOP_MIRROR)
                        .distance(known))
                .isLessThanOrEqualTo(USUAL_DISTANCE);
        PdqHash left = fingerprinter.part(picture, Part.LEFT).hash();
        assertThat(hash(fingerprinter.fingerprint(mirrored(picture)), Variant.RIGHT_MIRROR)
                        .distance(left))
                .isLessThanOrEqualTo(USUAL_DISTANCE);
    }

    @Test
    void aTurnedPictureMeetsTheOriginal() {
        byte[] turned = new byte[picture.samples().length];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                turned[x * picture.height() + (picture.height() - 1 - y)] = picture.samples()[y * picture.width() + x];
            }
        }
        List<Fingerprint> copy = fingerprinter.fingerprint(
                new LumaPlane(/* width= */ picture.height(), /* height= */ picture.width(), turned));
        assertThat(Math.min(distance(copy, Variant.ROTATE_90), distance(copy, Variant.ROTATE_270)))
                .isLessThanOrEqualTo(USUAL_DISTANCE);
    }

    @Test
    void anInvertedPictureMeetsTheOriginal() {
        byte[] samples = picture.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (255 - (samples[i] & 0xFF));
        }
        LumaPlane inverted = new LumaPlane(picture.width(), picture.height(), samples);
        assertThat(distance(fingerprinter.fingerprint(inverted), Variant.INVERTED))
                .isLessThanOrEqualTo(4);
    }

    @Test
    void aPictureInAPictureMeetsTheOriginalUnderTheInsetVariant() {
        LumaPlane scene = picture(640, 400, 11);
        LumaPlane copy = laid(picture, scene, 140, 90);
        LumaPlane mirroredCopy = laid(mirrored(picture), scene, 140, 90);

        assertThat(nearestInset(copy, Variant.INSET)).isLessThanOrEqualTo(USUAL_DISTANCE);
        assertThat(nearestInset(mirroredCopy, Variant.INSET_MIRROR)).isLessThanOrEqualTo(USUAL_DISTANCE);
        assertThat(nearestInset(copy, Variant.INSET_MIRROR)).isGreaterThan(USUAL_DISTANCE);
    }

    @Test
    void anInsetWithoutDetailIsNotTold() {
        LumaPlane copy = laid(new LumaPlane(300, 180, new byte[300 * 180]), picture(640, 400, 11), 140, 90);

        assertThat(fingerprinter.fingerprint(copy))
                .filteredOn(fingerprint -> fingerprint.variant() == Variant.INSET)
                .allSatisfy(fingerprint ->
                        assertThat(fingerprint.quality()).isGreaterThanOrEqualTo(PdqHasher.QUALITY_GATE));
    }

    @Test
    void partsAndInsetsNeverKillAndAreNotRemembered() {
        assertThat(java.util.Arrays.stream(Variant.values()).filter(Variant::isPart))
                .containsExactlyInAnyOrder(
                        Variant.TOP,
                        Variant.TOP_MIRROR,
                        Variant.BOTTOM,
                        Variant.BOTTOM_MIRROR,
                        Variant.LEFT,
                        Variant.LEFT_MIRROR,
                        Variant.RIGHT,
                        Variant.RIGHT_MIRROR,
                        Variant.INSET,
                        Variant.INSET_MIRROR)
                .noneMatch(Variant::isRemembered);
    }

    private static byte[] rows(LumaPlane plane, int top, int height, int left, int width) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(plane.samples(), (top + y) * plane.width() + left, samples, y * width, width);
        }
        return samples;
    }

    /** Smallest distance of any inset of that variant from the picture; 256 if there is none. */
    private int nearestInset(LumaPlane copy, Variant variant) {
        PdqHash known = fingerprinter.original(picture).hash();
        return fingerprinter.fingerprint(copy).stream()
                .filter(fingerprint -> fingerprint.variant() == variant)
                .mapToInt(fingerprint -> fingerprint.hash().distance(known))
                .min()
                .orElse(256);
    }

    private static LumaPlane laid(LumaPlane small, LumaPlane large, int left, int top) {
        byte[] samples = large.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ((samples[i] & 0xFF) / 4);
        }
        // Twice as large, so that it takes more than a seventh.
        for (int y = 0; y < small.height() * 2 && top + y < large.height(); y++) {
            for (int x = 0; x < small.width() * 2 && left + x < large.width(); x++) {
                samples[(top + y) * large.width() + left + x] = small.samples()[y / 2 * small.width() + x / 2];
            }
        }
        return new LumaPlane(large.width(), large.height(), samples);
    }

    private static PdqHash hash(List<Fingerprint> fingerprints, Variant variant) {
        return fingerprints.stream()
                .filter(fingerprint -> fingerprint.variant() == variant)
                .findFirst()
                .orElseThrow()
                .hash();
    }

    private int distance(List<Fingerprint> copy, Variant variant) {
        PdqHash known = fingerprinter.original(picture).hash();
        return copy.stream()
                .filter(fingerprint -> fingerprint.variant() == variant)
                .findFirst()
                .orElseThrow()
                .hash()
                .distance(known);
    }

    private static LumaPlane picture(int width, int height, int seed) {
        byte[] samples = new byte[width * height];
        Random random = new Random(seed);
        for (int blob = 0; blob < 60; blob++) {
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            int shade = random.nextInt(200);
            for (int y = top; y < Math.min(height, top + 25); y++) {
                for (int x = left; x < Math.min(width, left + 30); x++) {
                    samples[y * width + x] = (byte) shade;
                }
            }
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] += (byte) ((i % width + i / width) % 50);
        }
        return new LumaPlane(width, height, samples);
    }

    private static LumaPlane mirrored(LumaPlane luma) {
        byte[] samples = new byte[luma.samples().length];
        for (int i = 0; i < samples.length; i++) {
            int x = i % luma.width();
            samples[i - x + luma.width() - 1 - x] = luma.samples()[i];
        }
        return new LumaPlane(luma.width(), luma.height(), samples);
    }

    private static LumaPlane framed(LumaPlane luma, int border, int shade) {
        int width = luma.width() + 2 * border;
        int height = luma.height() + 2 * border;
        byte[] samples = new byte[width * height];
        java.util.Arrays.fill(samples, (byte) shade);
        for (int y = 0; y < luma.height(); y++) {
            System.arraycopy(luma.samples(), y * luma.width(), samples, (y + border) * width + border, luma.width());
        }
        return new LumaPlane(width, height, samples);
    }
}
