package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.FrameDecoder.Limits;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** Decodes the keyframes of H.264 and H.265, as a byte stream or out of a container. */
final class VideoDecoder implements AutoCloseable {
    private final Limits limits;
    private final LumaCopy lumaCopy;
    private final CodecSessions h264;

    VideoDecoder(Limits limits, LumaCopy lumaCopy) {
        this.limits = limits;
        this.lumaCopy = lumaCopy;
        this.h264 = H264Decoder.sessions(limits);
    }

    List<Picture> decodeByteStream(Codec codec, byte[] payload, Deadline deadline) throws RefusedException {
        deadline.check();
        Keyframes keyframes = new Keyframes(limits);
        try (AccessUnitParser parser = AccessUnitParser.ofByteStream(codec);
                KeyframeDecoder decoder = codec == Codec.H264
                        ? H264Decoder.reusing(h264, limits, lumaCopy)
                        : new H265Decoder(Optional.empty(), limits, lumaCopy);
                BytePointer input = padded(payload)) {
            int taken = 0;
            boolean flushed = false;
            while (!flushed) {
                deadline.check();
                flushed = taken == payload.length;
                parser.forgetPicture();
                taken += parser.split(input.getPointer(taken), payload.length - taken);
                if (parser.unitSize() > 0 && keyframes.accept(parser)) {
                    decoder.decode(parser.unit(), parser.unitSize(), 0, false, keyframes);
                }
            }
        }
        return keyframes.pictures();
    }

    private static BytePointer padded(byte[] payload) {
        BytePointer input = new BytePointer(payload.length + (long) AV_INPUT_BUFFER_PADDING_SIZE);
        input.put(payload);
        BytePointer.memset(input.getPointer(payload.length), 0, AV_INPUT_BUFFER_PADDING_SIZE);
        return input;
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
        try (AccessUnitParser parser = AccessUnitParser.ofContainer(demuxer.codec(), demuxer.parameters());
                KeyframeDecoder decoder = decoder(demuxer)) {
            Optional<AVPacket> next = Optional.of(first);
            while (next.isPresent()) {
                deadline.check();
                AVPacket packet = next.get();
                if (packet.size() > 0) {
                    parser.inspect(packet.data(), packet.size());
                    if (keyframes.accept(parser)) {
                        boolean damaged = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
                        long millis = millis(packet, demuxer.timeBase());
                        decoder.decode(packet.data(), packet.size(), millis, damaged, keyframes);
                    }
                }
                next = demuxer.next();
            }
        }
    }

    private KeyframeDecoder decoder(SegmentDemuxer demuxer) throws RefusedException {
        if (demuxer.codec() == Codec.H265) {
            return new H265Decoder(Optional.of(demuxer.parameters()), limits, lumaCopy);
        }
        return demuxer.parameters().extradata_size() > 0
                ? H264Decoder.of(demuxer.parameters(), limits, lumaCopy)
                : H264Decoder.reusing(h264, limits, lumaCopy);
    }

    private static long millis(AVPacket packet, AVRational timeBase) {
        long stamp = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        try (AVRational milli = new AVRational().num(1).den(1000)) {
            return stamp == AV_NOPTS_VALUE ? Keyframes.UNKNOWN_TIME : av_rescale_q(stamp, timeBase, milli);
        }
    }

    @Override
    public void close() {
        h264.close();
    }
}
