package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_SEEKABLE_NORMAL;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Reads the first video stream that Sluice decodes out of a container in memory. Nothing outside the payload can be
 * reached: no protocol is allowed, and references to other files are not followed.
 */
final class SegmentDemuxer implements AutoCloseable {
    private static final String MOST_STREAMS = "16";

    private final AVIOContext io;
    private final AVFormatContext format;
    private final AVPacket packet = Native.allocated(av_packet_alloc());
    private int stream = -1;
    private Codec codec;

    private SegmentDemuxer(AVIOContext io, AVFormatContext format) {
        this.io = io;
        this.format = format;
    }

    /** @param formatName FFmpeg's name of the one demuxer to use */
    static SegmentDemuxer open(String formatName, byte[] payload) throws RefusedException {
        AVIOContext io = memory(payload);
        AVFormatContext format = Native.allocated(avformat_alloc_context());
        format.pb(io);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "none", 0);
        av_dict_set(options, "format_whitelist", formatName, 0);
        av_dict_set(options, "codec_whitelist", "h264,hevc", 0);
        av_dict_set(options, "enable_drefs", "0", 0);
        // Edit lists repeat samples, and only the time between pictures counts.
        av_dict_set(options, "ignore_editlist", "1", 0);
        av_dict_set(options, "max_streams", MOST_STREAMS, 0);
        // On failure FFmpeg frees the context, but not the memory that it read from.
        int opened = avformat_open_input(format, "", Native.allocated(av_find_input_format(formatName)), options);
        av_dict_free(options);
        options.close();
        if (opened < 0) {
            free(io);
            throw RefusedException.corrupt(
                    "a " + formatName + " container of " + payload.length + " bytes that does not open");
        }
        return new SegmentDemuxer(io, format);
    }

    /**
     * The payload as one buffer that is full from the start. Without functions for reading and seeking FFmpeg moves within
     * the buffer only; this is how its own demuxers read from memory, and it spares a call into Java for every block.
     */
    private static AVIOContext memory(byte[] payload) {
        Pointer block = Native.allocated(av_malloc(payload.length + (long) AV_INPUT_BUFFER_PADDING_SIZE));
        BytePointer buffer = new BytePointer(block).capacity(payload.length + (long) AV_INPUT_BUFFER_PADDING_SIZE);
        buffer.put(payload);
        Pointer.memset(buffer.getPointer(payload.length), 0, AV_INPUT_BUFFER_PADDING_SIZE);
        AVIOContext io = Native.allocated(avio_alloc_context(buffer, payload.length, 0, null, null, null, null));
        io.buf_end(buffer.getPointer(payload.length));
        io.pos(payload.length);
        io.seekable(AVIO_SEEKABLE_NORMAL);
        return io;
    }

    /** The next packet of the video stream, valid until the next call; empty at the end or where reading fails. */
    Optional<AVPacket> next() {
        while (true) {
            av_packet_unref(packet);
            if (av_read_frame(format, packet) < 0) {
                return Optional.empty();
            }
            if (stream < 0) {
                chooseStream(packet.stream_index());
            }
            if (packet.stream_index() == stream) {
                return Optional.of(packet);
            }
        }
    }

    private void chooseStream(int index) {
        Optional<Codec> decodable = Codec.video(parameters(index).codec_id());
        if (decodable.isPresent()) {
            stream = index;
            codec = decodable.get();
        }
    }

    /** Codec of the packets; defined once {@link #next} has returned one. */
    Codec codec() {
        return codec;
    }

    AVCodecParameters parameters() {
        return parameters(stream);
    }

    private AVCodecParameters parameters(int index) {
        return format.streams(index).codecpar();
    }

    /** Seconds per unit of the packets' time stamps. */
    AVRational timeBase() {
        return format.streams(stream).time_base();
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avformat_close_input(format);
        free(io);
    }

    private static void free(AVIOContext io) {
        av_free(io.buffer());
        avio_context_free(io);
    }
}
