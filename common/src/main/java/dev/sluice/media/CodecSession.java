package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;

/** One of FFmpeg's decoders, opened once and used for payload after payload; keyframes only. Not thread-safe. */
final class CodecSession implements AutoCloseable {
    private final AVCodecContext context;
    private final AVFrame frame = av_frame_alloc();

    /** Receives each decoded frame, which is valid during the call only. */
    interface Receiver {
        void take(AVFrame frame, boolean damaged) throws DecodeException;
    }

    /**
     * @param parameters of a container's stream; null if the payload says all itself
     */
    CodecSession(int codecId, AVCodecParameters parameters, FrameDecoder.Limits limits) throws DecodeException {
        AVCodec codec = avcodec_find_decoder(codecId);
        if (Pointer.isNull(codec)) {
            throw new IllegalStateException("this build of FFmpeg has no decoder for codec " + codecId);
        }
        context = avcodec_alloc_context3(codec);
        int result = parameters == null ? 0 : avcodec_parameters_to_context(context, parameters);
        context.thread_count(1);
        context.max_pixels(limits.maxPixels());
        context.skip_frame(AVDISCARD_NONKEY);
        // What is damaged is shown and marked: a broken frame of an attack may still be recognised.
        context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
        if (result >= 0) {
            result = avcodec_open2(context, codec, (AVDictionary) null);
        }
        if (result < 0) {
            close();
            throw new DecodeException(
                    DecodeError.CORRUPT, "the decoder refuses the stream's parameters: " + FfmpegMessage.of(result));
        }
    }

    /** Gives one packet to the decoder; returns what is wrong with it, 0 if nothing. */
    int send(AVPacket packet, Receiver receiver) throws DecodeException {
        int result = avcodec_send_packet(context, packet);
        if (result == AVERROR_EAGAIN()) {
            receive(receiver);
            result = avcodec_send_packet(context, packet);
        }
        receive(receiver);
        return result;
    }

    /** Takes out what the decoder held back, and makes it ready for the next payload. */
    void drain(Receiver receiver) throws DecodeException {
        try {
            avcodec_send_packet(context, null);
            receive(receiver);
        } finally {
            avcodec_flush_buffers(context);
        }
    }

    private void receive(Receiver receiver) throws DecodeException {
        while (true) {
            int result = avcodec_receive_frame(context, frame);
            if (result < 0) {
                return;
            }
            try {
                boolean damaged =
                        frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
                receiver.take(frame, damaged);
            } finally {
                av_frame_unref(frame);
            }
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
        avcodec_free_context(context);
    }
}
