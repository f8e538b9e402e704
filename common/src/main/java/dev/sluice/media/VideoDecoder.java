package dev.sluice.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.FrameDecoder.Limits;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** Decodes the keyframes of H.264 and H.265, as a byte stream or out of a container. */
final class VideoDecoder implements AutoCloseable {
    private static final int CONCEAL = 0;

    private final Limits limits;
    private final LumaCopy lumaCopy;
    /** Reused for byte streams, which say in every payload all that a decoder needs. */
    private final Map<Codec, CodecSession> byteStreams = new EnumMap<>(Codec.class);

    VideoDecoder(Limits limits, LumaCopy lumaCopy) {
        this.limits = limits;
        this.lumaCopy = lumaCopy;
    }

    List<Picture> decodeByteStream(Codec codec, byte[] payload, Deadline deadline) throws RefusedException {
        Keyframes keyframes = new Keyframes(limits);
        try (AccessUnitParser parser = AccessUnitParser.ofByteStream(codec);
                BytePointer input = new BytePointer(payload.length + (long) AV_INPUT_BUFFER_PADDING_SIZE)) {
            input.put(payload);
            BytePointer.memset(input.getPointer(payload.length), 0, AV_INPUT_BUFFER_PADDING_SIZE);
            int taken = 0;
            boolean flushed = false;
            while (!flushed) {
                deadline.check();
                flushed = taken == payload.length;
                parser.forgetPicture();
                taken += parser.split(input.getPointer(taken), payload.length - taken);
                if (parser.unitSize() > 0 && keyframes.accept(parser)) {
                    CodecSession session = byteStream(codec);
                    keep(codec, session, parser.unit(), parser.unitSize(), false, 0, keyframes);
                }
            }
        }
        return keyframes.pictures();
    }

    /** @param container FFmpeg's name of its demuxer */
    List<Picture> decodeSegment(String container, byte[] payload, Deadline deadline) throws RefusedException {
        deadline.check();
        Keyframes keyframes = new Keyframes(limits);
        try (SegmentDemuxer demuxer = SegmentDemuxer.open(container, payload)) {
            Optional<AVPacket> first = demuxer.next();
            if (first.isPresent()) {
                decodePackets(demuxer, first.get(), keyframes, deadline);
            }
        }
        return keyframes.pictures();
    }

    private void decodePackets(SegmentDemuxer demuxer, AVPacket first, Keyframes keyframes, Deadline deadline)
            throws RefusedException {
        Codec codec = demuxer.codec();
        // What stands in the container and not in the bitstream belongs to this payload only, and so does its decoder.
        boolean ownSession = demuxer.parameters().extradata_size() > 0;
        CodecSession session =
                ownSession ? CodecSession.open(codec, CONCEAL, limits, demuxer.parameters()) : byteStream(codec);
        try (AccessUnitParser parser = AccessUnitParser.ofContainer(codec, demuxer.parameters())) {
            Optional<AVPacket> next = Optional.of(first);
            while (next.isPresent()) {
                deadline.check();
                AVPacket packet = next.get();
                if (packet.size() > 0) {
                    parser.inspect(packet.data(), packet.size());
                    if (keyframes.accept(parser)) {
                        boolean corrupt = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
                        long millis = millis(packet, demuxer.timeBase());
                        keep(codec, session, packet.data(), packet.size(), corrupt, millis, keyframes);
                    }
                }
                next = demuxer.next();
            }
        } finally {
            if (ownSession) {
                session.close();
            }
        }
    }

    private CodecSession byteStream(Codec codec) {
        return byteStreams.computeIfAbsent(codec, c -> CodecSession.open(c, CONCEAL, limits));
    }

    private void keep(
            Codec codec,
            CodecSession session,
            BytePointer unit,
            int size,
            boolean corrupt,
            long millis,
            Keyframes keyframes)
            throws RefusedException {
        Optional<AVFrame> decoded = session.decode(unit, size);
        if (decoded.isPresent()) {
            AVFrame frame = decoded.get();
            limits.checkPicture(frame.width(), frame.height());
            boolean concealed = frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
            keyframes.add(lumaCopy.copy(frame, codec.limitedByDefault), millis, corrupt || concealed);
            session.release();
        }
    }

    private static long millis(AVPacket packet, AVRational timeBase) {
        long stamp = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        try (AVRational milli = new AVRational().num(1).den(1000)) {
            return stamp == AV_NOPTS_VALUE ? Keyframes.UNKNOWN_TIME : av_rescale_q(stamp, timeBase, milli);
        }
    }

    @Override
    public void close() {
        byteStreams.values().forEach(CodecSession::close);
        byteStreams.clear();
    }
}
