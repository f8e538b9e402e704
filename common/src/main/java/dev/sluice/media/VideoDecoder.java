package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.FrameDecoder.Limits;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** Decodes the keyframes of H.264 and H.265, as a byte stream or out of a container. */
final class VideoDecoder {
    private final Limits limits;
    private final LumaCopy lumaCopy;

    VideoDecoder(Limits limits, LumaCopy lumaCopy) {
        this.limits = limits;
        this.lumaCopy = lumaCopy;
    }

    List<Picture> decodeByteStream(Codec codec, byte[] payload, Deadline deadline) throws RefusedException {
        deadline.check();
        Keyframes keyframes = new Keyframes(limits);
        try (AccessUnitParser parser = AccessUnitParser.ofByteStream(codec);
                KeyframeDecoder decoder = decoder(codec, Optional.empty());
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
                KeyframeDecoder decoder = decoder(demuxer.codec(), Optional.of(demuxer.parameters()))) {
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

    private KeyframeDecoder decoder(Codec codec, Optional<AVCodecParameters> parameters) throws RefusedException {
        return codec == Codec.H265
                ? new H265Decoder(parameters, limits, lumaCopy)
                : new H264Decoder(parameters, limits, lumaCopy);
    }

    private static long millis(AVPacket packet, AVRational timeBase) {
        long stamp = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        try (AVRational milli = new AVRational().num(1).den(1000)) {
            return stamp == AV_NOPTS_VALUE ? Keyframes.UNKNOWN_TIME : av_rescale_q(stamp, timeBase, milli);
        }
    }
}
