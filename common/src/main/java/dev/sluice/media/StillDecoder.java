package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;

import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.FrameDecoder.Limits;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes stills twice if need be: first with a decoder that stops at the first error, and what fails there or was cut
 * off once more for what is left of it, then as a partial picture.
 */
final class StillDecoder {
    private static final int STRICT = AV_EF_EXPLODE | AV_EF_CRCCHECK;
    private static final int LENIENT = 0;

    private final Limits limits;
    private final LumaCopy lumaCopy;

    StillDecoder(Limits limits, LumaCopy lumaCopy) {
        this.limits = limits;
        this.lumaCopy = lumaCopy;
    }

    Picture decode(Codec codec, StillImage image, Deadline deadline) throws RefusedException {
        deadline.check();
        if (image.complete()) {
            Optional<LumaPlane> whole = decode(codec, STRICT, image);
            if (whole.isPresent()) {
                return new Picture(whole.get(), 0, false);
            }
            deadline.check();
        }
        LumaPlane rest = decode(codec, LENIENT, image)
                .orElseThrow(() -> RefusedException.corrupt(
                        codec + " of " + image.essence().length + " bytes holds no picture that decodes"));
        return new Picture(rest, 0, true);
    }

    private Optional<LumaPlane> decode(Codec codec, int errorRecognition, StillImage image) throws RefusedException {
        try (CodecSession session =
                CodecSession.open(codec, errorRecognition, image.halvings(), limits, Optional.empty())) {
            Optional<AVFrame> frame = session.decode(image.essence());
            if (frame.isEmpty()) {
                return Optional.empty();
            }
            limits.checkPicture(frame.get().width(), frame.get().height());
            LumaPlane luma = lumaCopy.copy(frame.get(), codec.limitedByDefault);
            return Optional.of(EnlargedLuma.of(luma, image.halvings(), session.wholeWidth(), session.wholeHeight()));
        }
    }
}
