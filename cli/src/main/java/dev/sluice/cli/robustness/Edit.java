package dev.sluice.cli.robustness;

import dev.sluice.cli.robustness.Step.When;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What re-uploaders do to a video. Each edit has the filter graphs that make it; combinations are made of others. The graphs
 * do without FFmpeg's GPL filters ({@code eq}, {@code boxblur}, {@code perspective}), which are not in this build.
 */
public enum Edit {
    NONE("as it is", Encoding.USUAL),

    JPEG_50("frames coded as JPEG of quality 50", Encoding.JPEG_50),
    JPEG_30("frames coded as JPEG of quality 30", Encoding.JPEG_30),
    H264_45(
            "frames coded as H.264 with quantiser 45",
            Encoding.H264_45,
            Step.look("crop=w=2*trunc(iw/2):h=2*trunc(ih/2):x=0:y=0")),
    SMALL_240P("shorter side of 240 rows", Step.look("scale=w='if(gt(iw,ih),-2,240)':h='if(gt(iw,ih),240,-2)'")),

    GREY("without colour", Step.look("hue=s=0")),
    SEPIA(
            "in brown tones",
            Step.look("format=rgb24,colorchannelmixer=rr=.393:rg=.769:rb=.189:gr=.349:gg=.686:gb=.168:br=.272:bg=.534"
                    + ":bb=.131")),
    BRIGHT("brightness times 1.4", Step.look("lutyuv=y='clip((val-minval)*1.4+minval,minval,maxval)'")),
    CONTRAST("contrast times 1.6", Step.look("lutyuv=y='clip((val-126)*1.6+126,minval,maxval)'")),
    BLUR("blurred, sigma 6", Step.look("gblur=sigma=6")),
    NOISE("noise of strength 40, different in each frame", Step.look("noise=all_seed=1:alls=40:allf=t")),
    INVERTED("colours inverted", Step.look("negate")),

    LOGO_SMALL("a badge of 12% of the width in a corner", Step.look(Graphs.logo(0.12))),
    LOGO_LARGE("a badge of 30% of the width in a corner", Step.look(Graphs.logo(0.3))),
    FACECAM("a moving face over a corner, a quarter of width and height", Step.look(Graphs.facecam())),
    LOWER_THIRD("a news bar over 15% of the height", Step.look(Graphs.lowerThird())),
    SUBTITLES("two changing lines of letters", Step.look(Graphs.subtitles())),

    MIRROR("left and right exchanged", Step.look("hflip")),
    ROTATE_2("turned by 2 degrees", Step.look("rotate=2*PI/180")),
    ROTATE_5("turned by 5 degrees", Step.look("rotate=5*PI/180")),
    ROTATE_4_FILL(
            "turned by 4 degrees against the clock, enlarged until no corner is black",
            Step.look("rotate=-4*PI/180"),
            Step.look(Graphs.crop(0.065))),
    ROTATE_90("turned by a quarter", Step.look("transpose=clock")),
    LETTERBOX("black bars above and below, a third of the height", Step.look(Graphs.bars(0, 1 / 3.0, "black"))),
    PILLARBOX("black bars left and right, a third of the width", Step.look(Graphs.bars(1 / 3.0, 0, "black"))),
    FRAME("a blue frame, a tenth on each side", Step.look(Graphs.bars(0.2, 0.2, "0x2050A0"))),
    BLURRED_BACKDROP("between a blurred copy of itself, above and below", Step.look(Graphs.blurredBackdrop())),
    CROP_2("2% cut from each side", Step.look(Graphs.crop(0.02))),
    CROP_5("5% cut from each side", Step.look(Graphs.crop(0.05))),
    CROP_10("10% cut from each side", Step.look(Graphs.crop(0.1))),
    CROP_20("20% cut from each side", Step.look(Graphs.crop(0.2))),
    CROP_7("7% cut from each side", Step.look(Graphs.crop(0.07))),
    CROP_LEFT_10("10% cut from the left only", Step.look("crop=w=2*trunc(iw*0.45):x=iw-ow:y=0")),
    CROP_CORNER_7(
            "7% cut from the top and from the right",
            Step.look("crop=w=2*trunc(iw*0.465):h=2*trunc(ih*0.465):x=0:y=ih-oh")),
    CROP_TOP_7("7% cut from the top only", Step.look("crop=h=2*trunc(ih*0.465):x=0:y=ih-oh")),
    FOUR_BY_THREE("cut to 4:3, or 3:4 if it stands upright", Step.look(Graphs.reframe(4, 3))),
    SQUARE("cut to a square", Step.look(Graphs.reframe(1, 1))),
    FOUR_BY_FIVE("cut to 4:5, or 5:4", Step.look(Graphs.reframe(4, 5))),
    NINE_BY_SIXTEEN("cut to 9:16, or 16:9", Step.look(Graphs.reframe(9, 16))),
    STRETCH("squeezed to three quarters of the width", Step.look("scale=w=2*trunc(iw*3/8):h=ih")),
    PERSPECTIVE("seen askew, the upper edge stretched by 5% per side", Step.look(Graphs.perspective(0.05))),
    RECAPTURE(
            "filmed from a screen: perspective of 3%, blur, brightness",
            Step.look(Graphs.perspective(0.03)),
            Step.look("gblur=sigma=3,lutyuv=y='clip((val-minval)*1.25+minval,minval,maxval)'")),
    PIP_70("70% of width and height, over another moving scene", Step.look(Graphs.pictureInPicture(0.7))),
    PIP_50("50% of width and height, over another moving scene", Step.look(Graphs.pictureInPicture(0.5))),

    SPEED_0_50("played at half its speed", Step.time("setpts=PTS/0.5")),
    SPEED_0_75("played at 0.75 times its speed", Step.time("setpts=PTS/0.75")),
    SPEED_1_25("played at 1.25 times its speed", Step.time("setpts=PTS/1.25")),
    SPEED_1_50("played at 1.5 times its speed", Step.time("setpts=PTS/1.5")),
    SPEED_2_00("played at twice its speed", Step.time("setpts=PTS/2")),
    RATE_12_5("12.5 pictures a second, mixed from those around", Step.time("framerate=fps=12.5")),
    PIECE("a piece that starts in the middle", Step.time("trim=start={middle},setpts=PTS-STARTPTS")),
    REVERSED("played backwards", Step.look("reverse")),

    MIRROR_LETTERBOX_LOGO_JPEG_30(
            "mirrored, letterboxed, then a badge, JPEG 30", MIRROR, LETTERBOX, LOGO_SMALL, JPEG_30),
    MIRROR_LOGO_LETTERBOX_JPEG_30(
            "the same, the badge on the picture and not on a bar", MIRROR, LOGO_SMALL, LETTERBOX, JPEG_30),
    CROP_10_LOWER_THIRD("10% cut from each side, and a news bar", CROP_10, LOWER_THIRD),
    SPEED_1_25_MIRROR("faster by a quarter, and mirrored", SPEED_1_25, MIRROR),
    LETTERBOX_SUBTITLES("letterboxed, with subtitles over the lower bar", LETTERBOX, SUBTITLES),
    GREY_CROP_5_LOGO("grey, 5% cut from each side, with a badge", GREY, CROP_5, LOGO_SMALL),
    FRAME_MIRROR_JPEG_30("mirrored in a blue frame, JPEG 30", MIRROR, FRAME, JPEG_30),
    SPEED_0_75_LETTERBOX("slower by a quarter, letterboxed", SPEED_0_75, LETTERBOX),
    RECAPTURE_LOWER_THIRD("filmed from a screen, with a news bar", RECAPTURE, LOWER_THIRD),
    MIRROR_FACECAM("mirrored, with a face over a corner", MIRROR, FACECAM),
    SMALL_NOISE_JPEG_30("240 rows, noise, JPEG 30", SMALL_240P, NOISE, JPEG_30),
    ROTATE_2_CROP_5("turned by 2 degrees, the black corners cut off", ROTATE_2, CROP_5),
    SPEED_1_50_CROP_5_SUBTITLES("faster by half, 5% cut from each side, with subtitles", SPEED_1_50, CROP_5, SUBTITLES);

    private final String what;
    /** Unmodifiable, as the constructors see to. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Step> steps;

    private final Encoding encoding;

    Edit(String what, Step... steps) {
        this(what, Encoding.USUAL, steps);
    }

    Edit(String what, Encoding encoding, Step... steps) {
        this.what = what;
        this.encoding = encoding;
        this.steps = List.of(steps);
    }

    /** All of these, in order. */
    Edit(String what, Edit first, Edit... others) {
        this.what = what;
        this.encoding = others[others.length - 1].encoding;
        this.steps = Stream.concat(first.steps.stream(), Arrays.stream(others).flatMap(edit -> edit.steps.stream()))
                .toList();
    }

    /** What it does, in a few words. */
    String what() {
        return what;
    }

    /** As a person writes it, and as files are named. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Encoding encoding() {
        return encoding;
    }

    /** The graphs for a time, in order. */
    List<String> graphs(When when) {
        return steps.stream()
                .filter(step -> step.when() == when)
                .map(Step::graph)
                .toList();
    }

    @Override
    public String toString() {
        return label();
    }
}
