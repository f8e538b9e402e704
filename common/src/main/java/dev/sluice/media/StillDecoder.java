package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;

import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.FrameDecoder.Limits;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes stills twice if need be. The first attempt stops at the first error, in a context that may be reused. What
 * fails there or was cut off is decoded again for what is left of it, in a context of its own: a reused one leaves the
 * missing part of a picture filled with an earlier picture, which may be another stream's.
 */
final class StillDecoder implements AutoCloseable {
    private static final int STRICT = AV_EF_EXPLODE | AV_EF_CRCCHECK;
    private static final int LENIENT = 0;

    private final Limits limits;
    private final LumaCopy lumaCopy;
    private final CodecSessions strict;

    StillDecoder(Limits limits, LumaCopy lumaCopy) {
        this.limits = limits;
        this.lumaCopy = lumaCopy;
        this.strict = new CodecSessions(STRICT, limits);
    }

    Picture decode(Codec codec, StillImage image, Deadline deadline) throws RefusedException {
        deadline.check();
        if (image.complete()) {
            Optional<LumaPlane> whole = decodeStrictly(codec, image.essence());
            if (whole.isPresent()) {
                return new Picture(whole.get(), 0, false);
            }
            deadline.check();
        }
        try (CodecSession session = CodecSession.open(codec, LENIENT, limits, Optional.empty())) {
            LumaPlane rest = luma(session, codec, image.essence())
                    .orElseThrow(() -> RefusedException.corrupt(
                            codec + " of " + image.essence().length + " bytes holds no picture that decodes"));
            return new Picture(rest, 0, true);
        }
    }

    private Optional<LumaPlane> decodeStrictly(Codec codec, byte[] essence) throws RefusedException {
        CodecSession session = strict.take(codec);
        boolean sound = false;
        try {
            Optional<LumaPlane> luma = luma(session, codec, essence);
            sound = luma.isPresent();
            return luma;
        } finally {
            strict.giveBack(codec, session, sound);
        }
    }

    private Optional<LumaPlane> luma(CodecSession session, Codec codec, byte[] essence) throws RefusedException {
        Optional<AVFrame> frame = session.decode(essence);
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        limits.checkPicture(frame.get().width(), frame.get().height());
        LumaPlane luma = lumaCopy.copy(frame.get(), codec.limitedByDefault);
        session.release();
        return Optional.of(luma);
    }

    @Override
    public void close() {
        strict.close();
    }
}
