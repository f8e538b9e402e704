package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Copies FFmpeg's frames, of any pixel format, into pictures. Keeps the range of what is 4:2:0 already. Not thread-safe. */
final class PictureReader implements AutoCloseable {
    private final AVFrame converted = av_frame_alloc();
    private final SwsContext scaler = sws_alloc_context();

    /**
     * A copy of a frame; the frame stays the caller's.
     *
     * @throws MediaException if FFmpeg cannot convert its pixel format
     */
    YuvPicture read(AVFrame frame) throws MediaException {
        int format = frame.format();
        if (format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P) {
            return copy(frame, fullRange(frame));
        }
        try {
            converted.width(frame.width());
            converted.height(frame.height());
            converted.format(AV_PIX_FMT_YUV420P);
            converted.color_range(AVCOL_RANGE_MPEG);
            converted.colorspace(frame.colorspace());
            int result = av_frame_get_buffer(converted, 0);
            if (result >= 0) {
                result = sws_scale_frame(scaler, converted, frame);
            }
            if (result < 0) {
                throw new MediaException(
                        "a picture cannot be converted from pixel format " + format + ": " + FfmpegMessage.of(result));
            }
            return copy(converted, false);
        } finally {
            av_frame_unref(converted);
        }
    }

    @Override
    public void close() {
        av_frame_free(converted);
        sws_free_context(scaler);
    }

    private static boolean fullRange(AVFrame frame) {
        return frame.color_range() == AVCOL_RANGE_JPEG || frame.format() == AV_PIX_FMT_YUVJ420P;
    }

    private static YuvPicture copy(AVFrame frame, boolean fullRange) {
        int width = frame.width();
        int height = frame.height();
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        return new YuvPicture(
                width,
                height,
                plane(frame, 0, width, height),
                plane(frame, 1, chromaWidth, chromaHeight),
                plane(frame, 2, chromaWidth, chromaHeight),
                fullRange);
    }

    private static byte[] plane(AVFrame frame, int index, int width, int height) {
        byte[] samples = new byte[width * height];
        BytePointer data = frame.data(index);
        long stride = frame.linesize(index);
        for (int row = 0; row < height; row++) {
            // Through a fresh position each time: a line size may be negative, for pictures stored bottom up.
            data.getPointer(row * stride).get(samples, row * width, width);
        }
        return samples;
    }
}
