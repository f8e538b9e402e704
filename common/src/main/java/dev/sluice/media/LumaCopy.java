package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/** Takes the full-range luma out of a decoded frame, whatever its pixel format. */
final class LumaCopy implements AutoCloseable {
    private final AVFrame grey = Native.allocated(av_frame_alloc());
    private GreyScaler scaler;

    /** @param limitedByDefault whether a frame that names no range is in limited range */
    LumaPlane copy(AVFrame frame, boolean limitedByDefault) throws RefusedException {
        boolean limited = isLimited(frame, limitedByDefault);
        if (!hasLumaPlane(frame.format())) {
            return convert(frame, limited);
        }
        LumaPlane luma = firstPlane(frame);
        if (limited) {
            LumaRange.expandLimited(luma.samples());
        }
        return luma;
    }

    private static boolean isLimited(AVFrame frame, boolean byDefault) {
        int range = frame.color_range();
        if (range != AVCOL_RANGE_UNSPECIFIED) {
            return range != AVCOL_RANGE_JPEG;
        }
        int format = frame.format();
        boolean fullByFormat = format == AV_PIX_FMT_YUVJ420P
                || format == AV_PIX_FMT_YUVJ422P
                || format == AV_PIX_FMT_YUVJ444P
                || format == AV_PIX_FMT_YUVJ440P
                || format == AV_PIX_FMT_YUVJ411P;
        return byDefault && !fullByFormat;
    }

    /** Whether the format's first plane is 8-bit luma and nothing else. */
    private static boolean hasLumaPlane(int format) {
        AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(format);
        long others = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL;
        return (descriptor.flags() & others) == 0
                && descriptor.comp(0).plane() == 0
                && descriptor.comp(0).depth() == 8
                && descriptor.comp(0).step() == 1;
    }

    private LumaPlane convert(AVFrame frame, boolean limited) throws RefusedException {
        if (scaler == null || !scaler.fits(frame, limited)) {
            closeScaler();
            scaler = GreyScaler.like(frame, limited);
        }
        grey.format(AV_PIX_FMT_GRAY8).width(frame.width()).height(frame.height());
        try {
            if (av_frame_get_buffer(grey, 0) < 0) {
                throw new OutOfMemoryError("FFmpeg could not allocate a grey frame");
            }
            scaler.convert(frame, grey);
            return firstPlane(grey);
        } finally {
            av_frame_unref(grey);
        }
    }

    private static LumaPlane firstPlane(AVFrame frame) {
        int width = frame.width();
        int height = frame.height();
        long stride = frame.linesize(0);
        byte[] samples = new byte[width * height];
        BytePointer plane = frame.data(0);
        if (stride == width) {
            plane.get(samples);
        } else {
            for (int row = 0; row < height; row++) {
                plane.position(row * stride).get(samples, row * width, width);
            }
        }
        return new LumaPlane(width, height, samples);
    }

    private void closeScaler() {
        if (scaler != null) {
            scaler.close();
            scaler = null;
        }
    }

    @Override
    public void close() {
        av_frame_free(grey);
        closeScaler();
    }
}
