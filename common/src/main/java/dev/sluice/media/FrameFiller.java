package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
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

/** Puts pictures into FFmpeg's frames, in the range that an encoder wants. Not thread-safe. */
final class FrameFiller implements AutoCloseable {
    private final AVFrame asIs = av_frame_alloc();
    private final SwsContext scaler = sws_alloc_context();

    /** Fills an empty frame; the caller unreferences it. */
    void fill(AVFrame frame, YuvPicture picture, boolean fullRange) {
        allocate(frame, picture, fullRange);
        if (picture.fullRange() == fullRange) {
            copy(picture, frame);
            return;
        }
        try {
            allocate(asIs, picture, picture.fullRange());
            copy(picture, asIs);
            check(sws_scale_frame(scaler, frame, asIs));
        } finally {
            av_frame_unref(asIs);
        }
    }

    @Override
    public void close() {
        av_frame_free(asIs);
        sws_free_context(scaler);
    }

    private static void allocate(AVFrame frame, YuvPicture picture, boolean fullRange) {
        frame.width(picture.width());
        frame.height(picture.height());
        frame.format(AV_PIX_FMT_YUV420P);
        frame.color_range(fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
        check(av_frame_get_buffer(frame, 0));
    }

    private static void copy(YuvPicture picture, AVFrame frame) {
        plane(picture.y(), picture.width(), picture.height(), frame, 0);
        plane(picture.u(), picture.chromaWidth(), picture.chromaHeight(), frame, 1);
        plane(picture.v(), picture.chromaWidth(), picture.chromaHeight(), frame, 2);
    }

    private static void plane(byte[] samples, int width, int height, AVFrame frame, int index) {
        BytePointer data = frame.data(index);
        int stride = frame.linesize(index);
        for (int row = 0; row < height; row++) {
            data.position((long) row * stride).put(samples, row * width, width);
        }
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("a frame could not be filled: " + FfmpegMessage.of(result));
        }
    }
}
