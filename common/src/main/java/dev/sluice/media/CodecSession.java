package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONKEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.sluice.media.FrameDecoder.Limits;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * One FFmpeg decoder for the pictures of one payload, each of which depends on no other.
 *
 * <p>Never kept for the next payload, because FFmpeg's decoders carry state over: H.264 the colour range of the stream
 * before, PNG a row that the next picture is filtered against, and damaged JPEG, WebP and H.265 show what an earlier
 * picture left in reused memory. That would mix streams, and a replay would not decide as the first run did.
 */
final class CodecSession implements AutoCloseable {
    private final AVCodecContext context;
    private final AVPacket packet;
    private final AVFrame frame;

    private CodecSession(AVCodecContext context) {
        this.context = context;
        this.packet = Native.allocated(av_packet_alloc());
        this.frame = Native.allocated(av_frame_alloc());
    }

    /**
     * @param errorRecognition FFmpeg's {@code AV_EF_*}; 0 conceals what it can
     * @param parameters what a container says about the stream; empty where the bitstream says it all
     */
    static CodecSession open(Codec codec, int errorRecognition, Limits limits, Optional<AVCodecParameters> parameters)
            throws RefusedException {
        return open(codec, errorRecognition, 0, limits, parameters);
    }

    /**
     * A decoder that halves pictures as it decodes them, which only that of JPEG can.
     *
     * @param halvings how often their sides are halved, rounding up: 0 to 3
     */
    static CodecSession open(
            Codec codec, int errorRecognition, int halvings, Limits limits, Optional<AVCodecParameters> parameters)
            throws RefusedException {
        if (parameters.isPresent()
                && parameters.get().width() > 0
                && parameters.get().height() > 0) {
            limits.checkPicture(parameters.get().width(), parameters.get().height());
        }
        AVCodec decoder = Native.allocated(avcodec_find_decoder_by_name(codec.decoderName));
        AVCodecContext context = Native.allocated(avcodec_alloc_context3(decoder));
        int result = parameters.isPresent() ? avcodec_parameters_to_context(context, parameters.get()) : 0;
        context.thread_count(1);
        context.max_pixels(limits.maxPixels());
        context.err_recognition(errorRecognition);
        context.lowres(halvings);
        context.skip_frame(AVDISCARD_NONKEY);
        if (codec == Codec.H264 || codec == Codec.H265) {
            // A keyframe is predicted from unfiltered samples, so leaving the filter out hardens edges and nothing
            // else.
            context.skip_loop_filter(AVDISCARD_ALL);
        }
        if (result < 0 || avcodec_open2(context, decoder, (AVDictionary) null) < 0) {
            avcodec_free_context(context);
            throw RefusedException.corrupt(
                    "stream parameters with which FFmpeg's decoder " + codec.decoderName + " does not open");
        }
        return new CodecSession(context);
    }

    /** The picture that these bytes alone hold; empty if the decoder makes none of them. */
    Optional<AVFrame> decode(byte[] unit) {
        if (av_new_packet(packet, unit.length) < 0) {
            throw new OutOfMemoryError("FFmpeg could not allocate " + unit.length + " bytes");
        }
        packet.data().put(unit);
        return decodePacket();
    }

    /** As {@link #decode(byte[])}, for {@code size} bytes of native memory. */
    Optional<AVFrame> decode(BytePointer unit, int size) {
        if (av_new_packet(packet, size) < 0) {
            throw new OutOfMemoryError("FFmpeg could not allocate " + size + " bytes");
        }
        BytePointer.memcpy(packet.data(), unit, size);
        return decodePacket();
    }

    private Optional<AVFrame> decodePacket() {
        av_frame_unref(frame);
        int sent = avcodec_send_packet(context, packet);
        av_packet_unref(packet);
        boolean received = false;
        if (sent >= 0) {
            received = avcodec_receive_frame(context, frame) >= 0;
            if (!received) {
                // Decoders hold a frame back for reordering until they are told that nothing follows.
                avcodec_send_packet(context, null);
                received = avcodec_receive_frame(context, frame) >= 0;
            }
        }
        avcodec_flush_buffers(context);
        return received ? Optional.of(frame) : Optional.empty();
    }

    /** Columns of the last picture before it was halved. */
    int wholeWidth() {
        return context.coded_width();
    }

    /** Rows of the last picture before it was halved. */
    int wholeHeight() {
        return context.coded_height();
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
