package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/** Converts frames of one size, pixel format and range to full-range grey of the same size. */
final class GreyScaler implements AutoCloseable {
    private static final int FLAGS = SWS_AREA | SWS_ACCURATE_RND;
    /** swscale's fixed point for "contrast and saturation as they are". */
    private static final int UNCHANGED = 1 << 16;

    private final SwsContext context;
    private final int width;
    private final int height;
    private final int format;
    private final boolean limited;

    private GreyScaler(SwsContext context, AVFrame frame, boolean limited) {
        this.context = context;
        this.width = frame.width();
        this.height = frame.height();
        this.format = frame.format();
        this.limited = limited;
    }

    /** A converter for frames such as this one. */
    static GreyScaler like(AVFrame frame, boolean limited) throws RefusedException {
        int width = frame.width();
        int height = frame.height();
        SwsContext context = sws_getContext(
                width, height, frame.format(), width, height, AV_PIX_FMT_GRAY8, FLAGS, null, null, (DoublePointer)
                        null);
        if (context == null || context.isNull()) {
            throw RefusedException.corrupt("pixel format " + frame.format() + " does not convert to grey");
        }
        IntPointer matrix = sws_getCoefficients(SWS_CS_ITU601);
        sws_setColorspaceDetails(context, matrix, limited ? 0 : 1, matrix, 1, 0, UNCHANGED, UNCHANGED);
        return new GreyScaler(context, frame, limited);
    }

    boolean fits(AVFrame frame, boolean frameLimited) {
        return frame.width() == width
                && frame.height() == height
                && frame.format() == format
                && frameLimited == limited;
    }

    void convert(AVFrame frame, AVFrame grey) throws RefusedException {
        int rows = sws_scale(context, frame.data(), frame.linesize(), 0, height, grey.data(), grey.linesize());
        if (rows != height) {
            throw RefusedException.corrupt("only " + rows + " of " + height + " rows convert to grey");
        }
    }

    @Override
    public void close() {
        sws_freeContext(context);
    }
}
