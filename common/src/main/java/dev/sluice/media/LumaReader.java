package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Copies the brightness out of FFmpeg's frames, in full range. What has a plane of 8-bit luma is copied as it is; only
 * other formats (RGB, palettes, more bits) are converted. Not thread-safe.
 */
final class LumaReader implements AutoCloseable {
    private final AVFrame grey = av_frame_alloc();
    private final SwsContext scaler = sws_alloc_context();

    /**
     * @param fullRangeByDefault what a frame that does not say its range is
     */
    LumaPlane read(AVFrame frame, boolean fullRangeByDefault) throws DecodeException {
        int format = frame.format();
        if (format == AV_PIX_FMT_GRAY8) {
            return copy(frame, false);
        }
        if (hasLumaPlane(format)) {
            return copy(frame, !isFullRange(frame, fullRangeByDefault));
        }
        try {
            grey.width(frame.width());
            grey.height(frame.height());
            grey.format(AV_PIX_FMT_GRAY8);
            grey.color_range(AVCOL_RANGE_JPEG);
            int result = av_frame_get_buffer(grey, 0);
            if (result >= 0) {
                result = sws_scale_frame(scaler, grey, frame);
            }
            if (result < 0) {
                throw new DecodeException(
                        DecodeError.CORRUPT,
                        "pixel format " + format + " cannot be converted: " + FfmpegMessage.of(result));
            }
            return copy(grey, false);
        } finally {
            av_frame_unref(grey);
        }
    }

    @Override
    public void close() {
        av_frame_free(grey);
        sws_free_context(scaler);
    }

    private static boolean hasLumaPlane(int format) {
        return format == AV_PIX_FMT_YUV420P
                || format == AV_PIX_FMT_YUVJ420P
                || format == AV_PIX_FMT_YUV422P
                || format == AV_PIX_FMT_YUVJ422P
                || format == AV_PIX_FMT_YUV444P
                || format == AV_PIX_FMT_YUVJ444P
                || format == AV_PIX_FMT_YUV440P
                || format == AV_PIX_FMT_YUVJ440P
                || format == AV_PIX_FMT_YUV411P
                || format == AV_PIX_FMT_YUVJ411P
                || format == AV_PIX_FMT_YUVA420P;
    }

    private static boolean isFullRange(AVFrame frame, boolean byDefault) {
        return switch (frame.color_range()) {
            case AVCOL_RANGE_JPEG -> true;
            case AVCOL_RANGE_MPEG -> false;
            default -> byDefault;
        };
    }

    private static LumaPlane copy(AVFrame frame, boolean expand) {
        int width = frame.width();
        int height = frame.height();
        byte[] samples = new byte[width * height];
        BytePointer rows = frame.data(0);
        long stride = frame.linesize(0);
        for (int row = 0; row < height; row++) {
            rows.getPointer(row * stride).get(samples, row * width, width);
        }
        if (expand) {
            LumaRange.expandLimited(samples);
        }
        return new LumaPlane(width, height, samples);
    }
}
