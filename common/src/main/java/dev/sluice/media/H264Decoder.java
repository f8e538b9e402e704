package dev.sluice.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;

import dev.sluice.media.FrameDecoder.Limits;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** H.264 conceals every missing macroblock and says so, hence one lenient session for a payload's keyframes. */
final class H264Decoder implements KeyframeDecoder {
    private static final int CONCEAL = 0;

    private final Limits limits;
    private final LumaCopy lumaCopy;
    private final CodecSession session;

    H264Decoder(Optional<AVCodecParameters> parameters, Limits limits, LumaCopy lumaCopy) throws RefusedException {
        this.limits = limits;
        this.lumaCopy = lumaCopy;
        this.session = CodecSession.open(Codec.H264, CONCEAL, limits, parameters);
    }

    @Override
    public void decode(BytePointer unit, int size, long millis, boolean damaged, Keyframes into)
            throws RefusedException {
        Optional<AVFrame> decoded = session.decode(unit, size);
        if (decoded.isPresent()) {
            AVFrame frame = decoded.get();
            limits.checkPicture(frame.width(), frame.height());
            boolean concealed = frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
            into.add(lumaCopy.copy(frame, Codec.H264.limitedByDefault), millis, damaged || concealed);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
