package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;

import java.util.Optional;

/** The codecs that FFmpeg decodes for Sluice; by name, so that never a wrapper of some other library is picked. */
enum Codec {
    JPEG("mjpeg", AV_CODEC_ID_MJPEG, false),
    PNG("png", AV_CODEC_ID_PNG, false),
    WEBP("webp", AV_CODEC_ID_WEBP, true),
    H264("h264", AV_CODEC_ID_H264, true),
    H265("hevc", AV_CODEC_ID_HEVC, true);

    final String decoderName;
    final int id;
    /** Whether luma is 16..235 where the bitstream does not say. */
    final boolean limitedByDefault;

    Codec(String decoderName, int id, boolean limitedByDefault) {
        this.decoderName = decoderName;
        this.id = id;
        this.limitedByDefault = limitedByDefault;
    }

    /** The video codec of that FFmpeg identifier, if Sluice decodes it. */
    static Optional<Codec> video(int id) {
        return id == H264.id ? Optional.of(H264) : id == H265.id ? Optional.of(H265) : Optional.empty();
    }
}
