package dev.sluice.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;

import dev.sluice.media.FrameDecoder.Limits;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** H.264 conceals every missing macroblock and says so, hence one session that may be reused. */
final class H264Decoder implements KeyframeDecoder {
    private static final int CONCEAL = 0;

    private final Limits limits;
    private final LumaCopy lumaCopy;
    private final CodecSession session;
    private final Optional<CodecSessions> owner;
    private boolean sound = true;

    private H264Decoder(Limits limits, LumaCopy lumaCopy, CodecSession session, Optional<CodecSessions> owner) {
        this.limits = limits;
        this.lumaCopy = lumaCopy;
        this.session = session;
        this.owner = owner;
    }

    static CodecSessions sessions(Limits limits) {
        return new CodecSessions(CONCEAL, limits);
    }

    /** For payloads that say all in the bitstream. */
    static H264Decoder reusing(CodecSessions sessions, Limits limits, LumaCopy lumaCopy) throws RefusedException {
        return new H264Decoder(limits, lumaCopy, sessions.take(Codec.H264), Optional.of(sessions));
    }

    /** For a container's stream: what stands outside of the bitstream belongs to this payload only. */
    static H264Decoder of(AVCodecParameters parameters, Limits limits, LumaCopy lumaCopy) throws RefusedException {
        CodecSession session = CodecSession.open(Codec.H264, CONCEAL, limits, Optional.of(parameters));
        return new H264Decoder(limits, lumaCopy, session, Optional.empty());
    }

    @Override
    public void decode(BytePointer unit, int size, long millis, boolean damaged, Keyframes into)
            throws RefusedException {
        Optional<AVFrame> decoded = session.decode(unit, size);
        sound &= decoded.isPresent();
        if (decoded.isPresent()) {
            AVFrame frame = decoded.get();
            limits.checkPicture(frame.width(), frame.height());
            boolean concealed = frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
            sound &= !concealed;
            into.add(lumaCopy.copy(frame, Codec.H264.limitedByDefault), millis, damaged || concealed);
            session.release();
        }
    }

    @Override
    public void close() {
        if (owner.isPresent()) {
            owner.get().giveBack(Codec.H264, session, sound);
        } else {
            session.close();
        }
    }
}
