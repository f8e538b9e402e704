package dev.sluice.media;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** The decoders of one segment's streams. Their parameters come from the container, so they live as long as it. */
final class SegmentSessions implements AutoCloseable {
    /** A livestream has one picture; more streams than this only cost memory. */
    private static final int MOST_STREAMS = 4;

    private final FrameDecoder.Limits limits;
    private final Map<Integer, CodecSession> byStream = new HashMap<>();

    SegmentSessions(FrameDecoder.Limits limits) {
        this.limits = limits;
    }

    CodecSession of(SegmentDemuxer demuxer, AVPacket packet) throws DecodeException {
        CodecSession session = byStream.get(packet.stream_index());
        if (session == null) {
            if (byStream.size() == MOST_STREAMS) {
                throw new DecodeException(
                        DecodeError.CORRUPT, "the segment has more than " + MOST_STREAMS + " video streams");
            }
            session = new CodecSession(demuxer.parameters(packet).codec_id(), demuxer.parameters(packet), limits);
            byStream.put(packet.stream_index(), session);
        }
        return session;
    }

    void drain(CodecSession.Receiver receiver) throws DecodeException {
        for (CodecSession session : byStream.values()) {
            session.drain(receiver);
        }
    }

    @Override
    public void close() {
        byStream.values().forEach(CodecSession::close);
    }
}
