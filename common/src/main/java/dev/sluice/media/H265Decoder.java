package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;

import dev.sluice.media.FrameDecoder.Limits;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * H.265 neither conceals nor reports damage. So each keyframe has a session whose memory is fresh, one that stops at the
 * first error; what fails there is decoded again for what is left of it.
 */
final class H265Decoder implements KeyframeDecoder {
    private static final int STRICT = AV_EF_EXPLODE;
    private static final int LENIENT = 0;

    private final Limits limits;
    private final LumaCopy lumaCopy;
    private final Optional<AVCodecParameters> parameters;

    H265Decoder(Optional<AVCodecParameters> parameters, Limits limits, LumaCopy lumaCopy) {
        this.limits = limits;
        this.lumaCopy = lumaCopy;
        this.parameters = parameters;
    }

    @Override
    public void decode(BytePointer unit, int size, long millis, boolean damaged, Keyframes into)
            throws RefusedException {
        if (!decode(STRICT, unit, size, millis, damaged, into)) {
            decode(LENIENT, unit, size, millis, true, into);
        }
    }

    private boolean decode(
            int errorRecognition, BytePointer unit, int size, long millis, boolean damaged, Keyframes into)
            throws RefusedException {
        try (CodecSession session = CodecSession.open(Codec.H265, errorRecognition, limits, parameters)) {
            Optional<AVFrame> decoded = session.decode(unit, size);
            if (decoded.isEmpty()) {
                return false;
            }
            AVFrame frame = decoded.get();
            limits.checkPicture(frame.width(), frame.height());
            boolean partial = damaged || frame.decode_error_flags() != 0 || UnwrittenBlocks.in(frame);
            into.add(lumaCopy.copy(frame, Codec.H265.limitedByDefault), millis, partial);
            return true;
        }
    }

    @Override
    public void close() {
        // Nothing outlives a keyframe.
    }
}
