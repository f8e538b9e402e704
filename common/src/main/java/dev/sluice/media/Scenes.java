package dev.sluice.media;

import java.util.Locale;

/**
 * Moving pictures for a demonstration, as filter graphs for {@link SyntheticVideo}: 640x360, 15 pictures a second, the
 * same each time. They look nothing like each other, are full of detail and change from half second to half second, so
 * that each moment has a fingerprint of its own. Meant for up to 90 seconds.
 */
public enum Scenes {
    /** A slow flight into the Mandelbrot set. */
    MANDELBROT("mandelbrot=size=640x360:rate=15:maxiter=3000:bailout=10:outer=normalized_iteration_count"
            + ":start_x=-0.743643887037158704:start_y=-0.131825904205311970"
            + ":start_scale=0.05:end_scale=0.00000000002:end_pts=1800,hue=h=150:s=0.7"),
    /** Conway's game of life, drifting, in large cells that leave traces; its grain keeps empty rows from being borders. */
    LIFE("life=size=80x45:rate=15:random_seed=7:random_fill_ratio=0.3:mold=12"
            + ":life_color=0xffe080:death_color=0x204060:mold_color=0x401030,scroll=h=0.004:v=0.0025"
            + ",format=yuv444p,noise=c0_seed=5:c0_strength=40,scale=640:360:flags=bicubic"),
    /** A test chart, turning. */
    CHART("testsrc2=size=640x400:rate=15,rotate=angle=0.35*t,crop=320:180,scale=640:360:flags=bicubic"),
    /** The triangles of cellular automaton 110, rising. */
    AUTOMATON("cellauto=size=64x36:rate=15:rule=110:random_seed=11:random_fill_ratio=0.4:full=1"
            + ",scale=640:360:flags=neighbor,format=yuv420p,pseudocolor=preset=viridis"),
    /** A colour wheel of bent sectors. */
    SPIRAL("gradients=size=640x360:rate=15:seed=5:type=spiral:speed=0.03:nb_colors=8:c0=black:c1=white:c2=0x204080"
            + ":c3=0xffd040:c4=0x901030:c5=0x30c0a0:c6=black:c7=0xf0f0ff"),
    /** Glowing clouds. */
    CLOUDS("perlin=size=320x180:rate=15:octaves=4:persistence=0.6:xscale=8:yscale=5:tscale=0.8"
            + ":random_mode=seed:random_seed=42,scale=640:360:flags=bicubic,format=yuv420p"
            + ",curves=all=0.25/0 0.5/0.5 0.75/1,format=yuv420p,pseudocolor=preset=magma"),
    /** A Sierpinski carpet, turning and wandering. */
    CARPET("sierpinski=size=640x640:rate=15:type=carpet:seed=9:jump=24,rotate=angle=0.2*t,crop=448:252"
            + ",scale=640:360:flags=bicubic,format=yuv420p,pseudocolor=preset=cividis"),
    /** Sierpinski triangles, turning and wandering. */
    TRIANGLES("sierpinski=size=640x640:rate=15:type=triangle:seed=3:jump=24,rotate=angle=-0.2*t,crop=448:252"
            + ",scale=640:360:flags=bicubic,format=yuv420p,pseudocolor=preset=turbo");

    private static final String MIRROR = ",hflip";
    private static final String LETTERBOX = ",pad=w=iw:h=2*trunc(ih*2/3):x=0:y=(oh-ih)/2:color=black";

    private final String endless;

    Scenes(String endless) {
        this.endless = endless;
    }

    /**
     * The graph of this scene.
     *
     * @param seconds its length, more than 0
     */
    public String graph(double seconds) {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("a scene takes more than 0 seconds, not " + seconds);
        }
        return endless + String.format(Locale.ROOT, ",trim=duration=%.3f", seconds);
    }

    /** A graph with left and right exchanged. */
    public static String mirrored(String graph) {
        return graph + MIRROR;
    }

    /** A graph between black bars above and below, which add a third to its height. */
    public static String letterboxed(String graph) {
        return graph + LETTERBOX;
    }

    /** A graph with left and right exchanged, between black bars. */
    public static String mirroredAndLetterboxed(String graph) {
        return letterboxed(mirrored(graph));
    }
}
