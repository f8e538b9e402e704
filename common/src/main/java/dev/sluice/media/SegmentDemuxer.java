package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * Reads the packets of an MPEG-TS or MP4 segment out of memory, by the one demuxer that the declared type names; no file
 * and no network can be reached from the bytes. Not thread-safe.
 */
final class SegmentDemuxer implements AutoCloseable {
    private static final int TS_PACKET = 188;
    private static final byte TS_SYNC = 0x47;
    private static final Set<String> FIRST_BOXES =
            Set.of("ftyp", "styp", "moov", "moof", "sidx", "emsg", "prft", "free", "skip", "mdat");
    private static final long MILLIS_PER_SECOND = 1000;

    private final PayloadType type;
    private AVFormatContext container;
    private AVIOContext memory;

    SegmentDemuxer(PayloadType type, byte[] payload) throws DecodeException {
        this.type = type;
        requireMagic(payload);
        container = avformat_alloc_context();
        memory = memory(payload);
        container.pb(memory);
        container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        AVInputFormat format = av_find_input_format(type.demuxer());
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "none", 0);
        av_dict_set(options, "codec_whitelist", "h264,hevc", 0);
        int result = avformat_open_input(container, (String) null, format, options);
        av_dict_free(options);
        if (result < 0) {
            // FFmpeg has freed the context by itself.
            container = null;
            close();
            throw new DecodeException(
                    DecodeError.CORRUPT, type.contentType() + " cannot be opened: " + FfmpegMessage.of(result));
        }
    }

    /** The next packet, of whatever stream; false at the end. */
    boolean read(AVPacket packet) {
        return av_read_frame(container, packet) >= 0;
    }

    /** Whether a packet is a keyframe of a codec that Sluice decodes. */
    boolean isKeyframe(AVPacket packet) {
        int codecId = parameters(packet).codec_id();
        return (packet.flags() & AV_PKT_FLAG_KEY) != 0 && (codecId == AV_CODEC_ID_H264 || codecId == AV_CODEC_ID_HEVC);
    }

    /** Fails if the picture announces more pixels than are allowed. */
    void requireSize(AVPacket packet, FrameDecoder.Limits limits) throws DecodeException {
        AVCodecParameters parameters = parameters(packet);
        limits.requirePixels(type.contentType(), parameters.width(), parameters.height());
        if (type == PayloadType.MPEG_TS) {
            // The container says nothing of the size; the coded stream itself does.
            byte[] unit = new byte[packet.size()];
            packet.data().get(unit);
            for (AnnexBUnits.Unit picture : AnnexBUnits.split(parameters.codec_id(), unit)) {
                limits.requirePixels(type.contentType(), picture.width(), picture.height());
            }
        }
    }

    /** What a decoder for the packet's stream must know. */
    AVCodecParameters parameters(AVPacket packet) {
        return stream(packet).codecpar();
    }

    /** A packet's time in milliseconds, 0 if it has none. */
    long millis(AVPacket packet) {
        long tick = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        if (tick == AV_NOPTS_VALUE) {
            return 0;
        }
        AVRational base = stream(packet).time_base();
        return Math.round((double) tick * MILLIS_PER_SECOND * base.num() / base.den());
    }

    private AVStream stream(AVPacket packet) {
        return container.streams(packet.stream_index());
    }

    private void requireMagic(byte[] payload) throws DecodeException {
        if (type == PayloadType.MPEG_TS) {
            boolean synced = payload.length >= TS_PACKET
                    && payload[0] == TS_SYNC
                    && (payload.length <= TS_PACKET || payload[TS_PACKET] == TS_SYNC);
            if (!synced) {
                throw new DecodeException(DecodeError.WRONG_TYPE, "video/mp2t does not begin with 188-byte packets");
            }
            return;
        }
        if (payload.length < 8 || !FIRST_BOXES.contains(new String(payload, 4, 4, StandardCharsets.ISO_8859_1))) {
            throw new DecodeException(DecodeError.WRONG_TYPE, "video/mp4 does not begin with a box of ISO 14496-12");
        }
        if (Mp4Boxes.hasCompressedHeader(payload)) {
            throw new DecodeException(DecodeError.UNSUPPORTED_TYPE, "video/mp4 has a compressed header (cmov)");
        }
    }

    /**
     * A reader whose buffer is the whole payload, filled already: FFmpeg seeks inside it and has nowhere else to read
     * from.
     */
    private static AVIOContext memory(byte[] payload) {
        BytePointer buffer = new BytePointer(av_malloc(payload.length));
        buffer.capacity(payload.length).put(payload);
        AVIOContext reader = avio_alloc_context(buffer, payload.length, 0, null, null, null, null);
        reader.buf_end(buffer.getPointer(payload.length));
        reader.pos(payload.length);
        reader.seekable(AVIO_SEEKABLE_NORMAL);
        return reader;
    }

    @Override
    public void close() {
        if (container != null) {
            avformat_close_input(container);
            container = null;
        }
        if (memory != null) {
            av_free(memory.buffer());
            avio_context_free(memory);
            memory = null;
        }
    }
}
