package dev.sluice.cli.robustness;

import java.util.Locale;

/**
 * Filter graphs that take more than a line. All that is drawn is computed, so that no files and no fonts are needed, and
 * looks like none of {@code Scenes}.
 */
final class Graphs {
    /** A face that nods before a striped wall, 160x120. */
    private static final String FACE = "color=s=160x120:r=2,format=yuv444p,geq="
            + "lum='st(0,X-80-14*sin(1.3*T));st(1,Y-50-4*cos(T));"
            + "if(lt(hypot(abs(ld(0))-9,ld(1)+6),4),40,"
            + "if(lt(hypot(ld(0)/24,ld(1)/32),1),185-ld(0),"
            + "if(lt(hypot(ld(0)/52,(Y-122)/40),1),55,110+50*lt(mod(X,26),13))))':"
            + "cb='if(lt(hypot((X-80-14*sin(1.3*T))/24,(Y-50-4*cos(T))/32),1),108,134)':"
            + "cr='if(lt(hypot((X-80-14*sin(1.3*T))/24,(Y-50-4*cos(T))/32),1),152,122)'";

    /** Houses that pass to the left behind cars that pass to the right, 160x90. */
    private static final String STREET = "color=s=160x90:r=2,format=yuv444p,geq="
            + "lum='st(0,X+9*T);st(1,10+12*mod(floor(ld(0)/36)*5,3));"
            + "if(gt(Y,58),if(lt(mod(X-23*T+2000,75),28)*between(Y,64,76),200,75),"
            + "if(lt(Y,ld(1)),215-Y,if(lt(mod(ld(0),9),5)*lt(mod(Y,10),5),60,150-20*mod(floor(ld(0)/36),3))))':"
            + "cb='if(gt(Y,58),if(lt(mod(X-23*T+2000,75),28)*between(Y,64,76),100,128),138)':"
            + "cr='if(gt(Y,58),if(lt(mod(X-23*T+2000,75),28)*between(Y,64,76),200,128),126)'";

    private Graphs() {}

    /** A round badge in the upper right corner, as wide as a share of the picture. */
    static String logo(double share) {
        return "color=s=160x160:r=1,format=yuva444p,geq="
                + "lum='if(lt(hypot(X-80,Y-80),62),if(lt(abs(X-Y),18)+lt(hypot(X-105,Y-55),20),235,70),235)':"
                + "cb='if(lt(hypot(X-80,Y-80),62),110,128)':cr='if(lt(hypot(X-80,Y-80),62),210,128)':"
                + "a='255*lt(hypot(X-80,Y-80),79)'"
                + sized(share, "-2")
                + "[logo];[in][logo]overlay=x=main_w*0.97-overlay_w:y=main_h*0.03:shortest=1[out]";
    }

    /** Someone who comments, in the lower right corner, a quarter as wide and as high as the picture. */
    static String facecam() {
        return FACE + sized(0.25, even("{height}*0.25"))
                + "[face];[in][face]overlay=x=main_w-overlay_w:y=main_h-overlay_h:shortest=1[out]";
    }

    /** A news bar of 15% of the height, with two lines of writing. */
    static String lowerThird() {
        return "drawbox=y=ih*0.85:w=iw:h=ih*0.15:color=0x102070:t=fill"
                + ",drawbox=y=ih*0.85:w=iw*0.15:h=ih*0.15:color=0xC01020:t=fill"
                + ",drawbox=x=iw*0.2:y=ih*0.88:w=iw*0.6:h=ih*0.04:color=white:t=fill"
                + ",drawbox=x=iw*0.2:y=ih*0.945:w=iw*0.45:h=ih*0.025:color=0xC0C0C0:t=fill";
    }

    /** Two lines of letters on a dark ground that change every three seconds. */
    static String subtitles() {
        String letter = "lt(mod(X,10),7)*between(mod(Y,24),4,19)"
                + "*(1-lt(abs(mod(X,10)-3),1.5)*lt(abs(mod(Y,24)-11.5),5*mod(floor(X/10)+floor(T/3),2)))"
                + "*gt(mod(floor(X/10)+3*floor(Y/24)+2*floor(T/3),6),0)";
        return "color=s=320x48:r=1,format=yuva444p,geq=lum='16+219*" + letter + "':cb=128:cr=128:a='140+115*" + letter
                + "'" + sized(0.8, even("{height}*0.1"))
                + "[text];[in][text]overlay=x=(main_w-overlay_w)/2:y=main_h*0.86:shortest=1[out]";
    }

    /** Bars around the picture, in shares of its width and height. */
    static String bars(double width, double height, String colour) {
        return "pad=w=" + even("iw*" + number(1 + width)) + ":h=" + even("ih*" + number(1 + height))
                + ":x=(ow-iw)/2:y=(oh-ih)/2:color=" + colour;
    }

    /** The picture between a large blurred copy of itself, as upright players fill their screens. */
    static String blurredBackdrop() {
        return "[in]split[a][b];[a]scale={width}:" + even("{height}*1.5")
                + ",gblur=sigma=20[back];[b]null[front];[back][front]overlay=y=(main_h-overlay_h)/2[out]";
    }

    /** What is left when a share is cut from each side. */
    static String crop(double share) {
        String left = number(1 - 2 * share);
        return "crop=w=" + even("iw*" + left) + ":h=" + even("ih*" + left);
    }

    /** The centre in another shape, all of the shorter side; of an upright picture lying, and the other way about. */
    static String reframe(int across, int along) {
        String share = "*" + across + "/" + along;
        return "crop=w='if(gt(iw,ih),min(iw," + even("ih" + share) + "),iw)':h='if(gt(iw,ih),ih,min(ih,"
                + even("iw" + share) + "))'";
    }

    /** As seen askew: the upper edge is filled by less of the picture, by a share per side. */
    static String perspective(double share) {
        String lean = number(1 / (1 - 2 * share) - 1);
        String depth = "(1+" + lean + "*(1-Y/H))";
        String point = "(W*(0.5+(X/W-0.5)/" + depth + "),H*(1-(1-Y/H)*(1+" + lean + ")/" + depth + "))";
        return "geq=lum='lum" + point + "':cb='cb" + point + "':cr='cr" + point + "'";
    }

    /** The picture, smaller, over a street. */
    static String pictureInPicture(double share) {
        return STREET + ",scale={width}:{height},format=yuv420p[street];[in]split[clock][clip];[clip]"
                + sized(share, even("{height}*" + number(share))).substring(1)
                + "[small];[clock][street]overlay=shortest=1[scene];"
                + "[scene][small]overlay=x=(main_w-overlay_w)*0.6:y=(main_h-overlay_h)*0.4:shortest=1[out]";
    }

    /** A filter behind a comma that scales to a share of the picture's width. */
    private static String sized(double share, String height) {
        return ",scale=w=" + even("{width}*" + number(share)) + ":h=" + height;
    }

    private static String even(String length) {
        return "2*trunc(" + length + "/2)";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
