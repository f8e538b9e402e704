package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Writes pictures as H.264 into a file whose name tells the container (.mp4, .ts), so that tests make their own videos. */
final class VideoWriter {
    private static final int KEYFRAME_EVERY = 10;
    private static final int BITS_PER_SECOND = 2_000_000;

    private VideoWriter() {}

    static void write(PictureSource source, Path file) throws MediaException {
        TimedPicture first = source.next().orElseThrow();
        AVFormatContext container = new AVFormatContext(null);
        check(avformat_alloc_output_context2(container, null, null, file.toString()));
        AVCodec codec = avcodec_find_encoder_by_name("libopenh264");
        AVCodecContext encoder = avcodec_alloc_context3(codec);
        encoder.width(first.picture().width());
        encoder.height(first.picture().height());
        encoder.pix_fmt(AV_PIX_FMT_YUV420P);
        encoder.time_base(av_make_q(1, 1000));
        encoder.framerate(av_make_q(15, 1));
        encoder.gop_size(KEYFRAME_EVERY);
        encoder.bit_rate(BITS_PER_SECOND);
        if ((container.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
            encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        check(avcodec_open2(encoder, codec, (AVDictionary) null));
        AVStream stream = avformat_new_stream(container, codec);
        stream.time_base(encoder.time_base());
        check(avcodec_parameters_from_context(stream.codecpar(), encoder));
        AVIOContext output = new AVIOContext(null);
        check(avio_open(output, file.toString(), AVIO_FLAG_WRITE));
        container.pb(output);
        check(avformat_write_header(container, (AVDictionary) null));

        AVFrame frame = av_frame_alloc();
        AVPacket packet = av_packet_alloc();
        try (FrameFiller filler = new FrameFiller()) {
            for (Optional<TimedPicture> next = Optional.of(first); next.isPresent(); next = source.next()) {
                filler.fill(frame, next.get().picture(), false);
                frame.pts(next.get().ptsMillis());
                check(avcodec_send_frame(encoder, frame));
                av_frame_unref(frame);
                drain(encoder, packet, stream, container);
            }
            check(avcodec_send_frame(encoder, null));
            drain(encoder, packet, stream, container);
            check(av_write_trailer(container));
        }
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(encoder);
        avio_closep(container.pb());
        avformat_free_context(container);
    }

    private static void drain(AVCodecContext encoder, AVPacket packet, AVStream stream, AVFormatContext container) {
        while (avcodec_receive_packet(encoder, packet) >= 0) {
            av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
            packet.stream_index(0);
            // MP4 drops a last picture that has no duration.
            packet.duration(Math.max(1, packet.duration()));
            check(av_interleaved_write_frame(container, packet));
        }
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException(FfmpegMessage.of(result));
        }
    }
}
