package dev.sluice.media;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;

/** What a frame's payload may be. The declared type alone picks the decoder: nothing is guessed from the bytes. */
enum PayloadType {
    JPEG("image/jpeg", Form.STILL, avcodec.AV_CODEC_ID_MJPEG, ""),
    PNG("image/png", Form.STILL, avcodec.AV_CODEC_ID_PNG, ""),
    WEBP("image/webp", Form.STILL, avcodec.AV_CODEC_ID_WEBP, ""),
    H264("video/h264", Form.ANNEX_B, avcodec.AV_CODEC_ID_H264, ""),
    H265("video/h265", Form.ANNEX_B, avcodec.AV_CODEC_ID_HEVC, ""),
    MPEG_TS("video/mp2t", Form.SEGMENT, avcodec.AV_CODEC_ID_NONE, "mpegts"),
    MP4("video/mp4", Form.SEGMENT, avcodec.AV_CODEC_ID_NONE, "mov");

    /** How pictures lie in the payload. */
    enum Form {
        /** One picture. */
        STILL,
        /** Coded pictures one after another, each behind a start code (ITU-T H.264 and H.265, Annex B). */
        ANNEX_B,
        /** A container. */
        SEGMENT
    }

    private final String contentType;
    private final Form form;
    private final int codecId;
    private final String demuxer;

    PayloadType(String contentType, Form form, int codecId, String demuxer) {
        this.contentType = contentType;
        this.form = form;
        this.codecId = codecId;
        this.demuxer = demuxer;
    }

    /** The type of that exact name, in lower case without parameters. */
    static Optional<PayloadType> of(String contentType) {
        return Arrays.stream(values())
                .filter(type -> type.contentType.equals(contentType))
                .findFirst();
    }

    String contentType() {
        return contentType;
    }

    Form form() {
        return form;
    }

    /** FFmpeg's number of the one codec; none for a segment. */
    int codecId() {
        return codecId;
    }

    /** FFmpeg's name of a segment's demuxer. */
    String demuxer() {
        return demuxer;
    }
}
