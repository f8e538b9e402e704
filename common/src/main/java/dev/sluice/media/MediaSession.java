package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes payloads on one thread, with decoders that it keeps. All native memory that it takes, it gives back. */
final class MediaSession implements AutoCloseable {
    /** Keyframes of one payload; a segment of a few seconds has a handful. */
    private static final int MOST_PICTURES = 32;
    /** No single allocation inside FFmpeg needs more: 16 megapixels of 16 bits in three planes are 96 MiB. */
    private static final long LARGEST_ALLOCATION = 256L << 20;

    private final FrameDecoder.Limits limits;
    private final Map<PayloadType, CodecSession> sessions = new EnumMap<>(PayloadType.class);
    private final LumaReader lumaReader = new LumaReader();
    private final AVPacket packet = av_packet_alloc();

    MediaSession(FrameDecoder.Limits limits) {
        this.limits = limits;
        FfmpegMessage.silenceLog();
        av_max_alloc(LARGEST_ALLOCATION);
    }

    Decoded decode(PayloadType type, byte[] payload) {
        long deadline = System.nanoTime() + limits.maxTime().toNanos();
        try {
            return switch (type.form()) {
                case STILL -> still(type, payload);
                case ANNEX_B -> annexB(type, payload);
                case SEGMENT -> segment(type, payload, deadline);
            };
        } catch (DecodeException e) {
            return e.failed();
        }
    }

    private Decoded still(PayloadType type, byte[] payload) throws DecodeException {
        Inspection inspection =
                switch (type) {
                    case JPEG -> JpegStructure.inspect(payload);
                    case PNG -> PngStructure.inspect(payload);
                    default -> WebpStructure.inspect(payload);
                };
        limits.requirePixels(type.contentType(), inspection.width(), inspection.height());
        Pictures pictures = new Pictures(type == PayloadType.JPEG, !inspection.complete());
        CodecSession session = session(type);
        int result = feed(session, inspection.payload(), 0, pictures);
        session.drain(pictures);
        return pictures.orFail(type, result);
    }

    private Decoded annexB(PayloadType type, byte[] payload) throws DecodeException {
        boolean startCode = payload.length >= 4
                && payload[0] == 0
                && payload[1] == 0
                && (payload[2] == 1 || (payload[2] == 0 && payload[3] == 1));
        if (!startCode) {
            throw new DecodeException(DecodeError.WRONG_TYPE, type.contentType() + " does not begin with a start code");
        }
        Pictures pictures = new Pictures(false, false);
        CodecSession session = session(type);
        int problem = 0;
        for (AnnexBUnits.Unit unit : AnnexBUnits.split(type.codecId(), payload)) {
            limits.requirePixels(type.contentType(), unit.width(), unit.height());
            if (unit.keyframe()) {
                problem = Math.min(problem, feed(session, unit.bytes(), pictures.size(), pictures));
            }
        }
        session.drain(pictures);
        return pictures.orFail(type, problem);
    }

    private Decoded segment(PayloadType type, byte[] payload, long deadline) throws DecodeException {
        Pictures pictures = new Pictures(false, false);
        int problem = 0;
        try (SegmentDemuxer demuxer = new SegmentDemuxer(type, payload);
                SegmentSessions open = new SegmentSessions(limits)) {
            while (pictures.size() < MOST_PICTURES && demuxer.read(packet)) {
                if (System.nanoTime() > deadline) {
                    throw new DecodeException(
                            DecodeError.TIMEOUT,
                            "not decoded within " + limits.maxTime().toMillis() + " ms");
                }
                try {
                    if (demuxer.isKeyframe(packet)) {
                        demuxer.requireSize(packet, limits);
                        packet.pts(demuxer.millis(packet));
                        problem = Math.min(problem, open.of(demuxer, packet).send(packet, pictures));
                    }
                } finally {
                    av_packet_unref(packet);
                }
            }
            open.drain(pictures);
        }
        return pictures.orFail(type, problem);
    }

    private int feed(CodecSession session, byte[] bytes, long pts, Pictures pictures) throws DecodeException {
        int result = av_new_packet(packet, bytes.length);
        if (result < 0) {
            throw new DecodeException(DecodeError.CORRUPT, "no packet of " + bytes.length + " bytes");
        }
        try {
            packet.data().put(bytes);
            packet.pts(pts);
            packet.flags(AV_PKT_FLAG_KEY);
            return session.send(packet, pictures);
        } finally {
            av_packet_unref(packet);
        }
    }

    private CodecSession session(PayloadType type) throws DecodeException {
        CodecSession session = sessions.get(type);
        if (session == null) {
            session = new CodecSession(type.codecId(), null, limits);
            sessions.put(type, session);
        }
        return session;
    }

    @Override
    public void close() {
        sessions.values().forEach(CodecSession::close);
        lumaReader.close();
        av_packet_free(packet);
    }

    /** Gathers the luma of what is decoded. */
    private final class Pictures implements CodecSession.Receiver {
        private final List<Decoded.Picture> taken = new ArrayList<>();
        private final boolean fullRangeByDefault;
        private final boolean incomplete;

        Pictures(boolean fullRangeByDefault, boolean incomplete) {
            this.fullRangeByDefault = fullRangeByDefault;
            this.incomplete = incomplete;
        }

        @Override
        public void take(AVFrame frame, boolean damaged) throws DecodeException {
            if (taken.size() < MOST_PICTURES) {
                limits.requirePixels("the picture", frame.width(), frame.height());
                long pts = frame.pts() == AV_NOPTS_VALUE ? 0 : frame.pts();
                taken.add(new Decoded.Picture(lumaReader.read(frame, fullRangeByDefault), pts, damaged || incomplete));
            }
        }

        int size() {
            return taken.size();
        }

        Decoded orFail(PayloadType type, int problem) throws DecodeException {
            if (taken.isEmpty() && problem < 0) {
                throw new DecodeException(
                        DecodeError.CORRUPT, type.contentType() + " cannot be decoded: " + FfmpegMessage.of(problem));
            }
            if (taken.isEmpty()) {
                throw type.form() == PayloadType.Form.STILL
                        ? new DecodeException(DecodeError.CORRUPT, type.contentType() + " holds no picture")
                        : new DecodeException(DecodeError.NO_KEYFRAME, type.contentType() + " holds no keyframe");
            }
            taken.sort(Comparator.comparingLong(Decoded.Picture::offsetMillis));
            long first = taken.get(0).offsetMillis();
            boolean timed = type.form() == PayloadType.Form.SEGMENT;
            return new Decoded.Pictures(taken.stream()
                    .map(picture -> new Decoded.Picture(
                            picture.luma(), timed ? picture.offsetMillis() - first : 0, picture.partial()))
                    .toList());
        }
    }
}
