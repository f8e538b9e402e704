package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;

/**
 * A session with one of FFmpeg's encoders in which every picture comes out at once and stands alone. Opens the encoder
 * anew when the size changes. Not thread-safe.
 */
final class IntraEncoder implements AutoCloseable {
    private static final int NOMINAL_RATE = 25;

    private final String codecName;
    private final boolean fullRange;
    private final Map<String, String> options;
    private final FrameFiller filler = new FrameFiller();
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();

    private AVCodecContext encoder = new AVCodecContext(null);
    private long pictures;
    private boolean closed;

    /**
     * @param codecName FFmpeg's name of the encoder
     * @param fullRange whether it takes full-range (else limited-range) pictures; others are converted
     * @param options its options, by FFmpeg's names
     */
    IntraEncoder(String codecName, boolean fullRange, Map<String, String> options) {
        this.codecName = codecName;
        this.fullRange = fullRange;
        this.options = Map.copyOf(options);
        FfmpegMessage.silenceLog();
    }

    byte[] encode(YuvPicture picture) {
        if (closed) {
            throw new IllegalStateException("the encoder is closed");
        }
        if (Pointer.isNull(encoder) || encoder.width() != picture.width() || encoder.height() != picture.height()) {
            open(picture.width(), picture.height());
        }
        try {
            filler.fill(frame, picture, fullRange);
            frame.pts(pictures++);
            frame.pict_type(AV_PICTURE_TYPE_I);
            int result = avcodec_send_frame(encoder, frame);
            if (result >= 0) {
                result = avcodec_receive_packet(encoder, packet);
            }
            if (result < 0) {
                throw new IllegalStateException(codecName + " gave nothing for a " + picture.width() + "x"
                        + picture.height() + " picture: " + FfmpegMessage.of(result));
            }
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            return bytes;
        } finally {
            av_packet_unref(packet);
            av_frame_unref(frame);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        avcodec_free_context(encoder);
        av_packet_free(packet);
        av_frame_free(frame);
        filler.close();
    }

    private void open(int width, int height) {
        avcodec_free_context(encoder);
        AVCodec codec = avcodec_find_encoder_by_name(codecName);
        if (Pointer.isNull(codec)) {
            throw new IllegalStateException("this build of FFmpeg has no encoder " + codecName);
        }
        encoder = avcodec_alloc_context3(codec);
        encoder.width(width);
        encoder.height(height);
        encoder.pix_fmt(AV_PIX_FMT_YUV420P);
        encoder.color_range(fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
        encoder.time_base(av_make_q(1, NOMINAL_RATE));
        encoder.framerate(av_make_q(NOMINAL_RATE, 1));
        encoder.gop_size(1);
        encoder.max_b_frames(0);
        encoder.thread_count(1);
        AVDictionary dictionary = new AVDictionary(null);
        options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
        int result = avcodec_open2(encoder, codec, dictionary);
        av_dict_free(dictionary);
        if (result < 0) {
            avcodec_free_context(encoder);
            encoder = new AVCodecContext(null);
            throw new IllegalArgumentException(
                    codecName + " takes no " + width + "x" + height + " pictures: " + FfmpegMessage.of(result));
        }
    }
}
