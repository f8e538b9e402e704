package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** A payload of planar YUV decoded by FFmpeg as the standards say: every pixel, every filter, no shortcut. */
final class FullDecode {
    private FullDecode() {}

    static LumaPlane luma(Codec codec, byte[] payload) {
        AVCodec decoder = avcodec_find_decoder_by_name(codec.decoderName);
        AVCodecContext context = avcodec_alloc_context3(decoder);
        context.thread_count(1);
        check(avcodec_open2(context, decoder, (AVDictionary) null));
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        check(av_new_packet(packet, payload.length));
        packet.data().put(payload);
        check(avcodec_send_packet(context, packet));
        check(avcodec_send_packet(context, null));
        check(avcodec_receive_frame(context, frame));
        byte[] samples = new byte[frame.width() * frame.height()];
        BytePointer plane = frame.data(0);
        for (int row = 0; row < frame.height(); row++) {
            plane.position((long) row * frame.linesize(0)).get(samples, row * frame.width(), frame.width());
        }
        if (codec.limitedByDefault) {
            LumaRange.expandLimited(samples);
        }
        LumaPlane luma = new LumaPlane(frame.width(), frame.height(), samples);
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(context);
        return luma;
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg returned " + result);
        }
    }
}
