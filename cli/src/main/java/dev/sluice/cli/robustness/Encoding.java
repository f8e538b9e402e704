package dev.sluice.cli.robustness;

import dev.sluice.media.H264KeyframeEncoder;
import dev.sluice.media.JpegEncoder;
import dev.sluice.media.PictureEncoder;

/** How the frames of a stream are coded. */
enum Encoding {
    /** As publishers code them. */
    USUAL {
        @Override
        PictureEncoder open() {
            return new JpegEncoder();
        }
    },
    /** FFmpeg's scale 17: about what others call JPEG quality 50, by the mean of the quantisation tables. */
    JPEG_50 {
        @Override
        PictureEncoder open() {
            return new JpegEncoder(17);
        }
    },
    /** FFmpeg's scale 28: about JPEG quality 30. */
    JPEG_30 {
        @Override
        PictureEncoder open() {
            return new JpegEncoder(28);
        }
    },
    /** H.264 as a starved connection sends it. */
    H264_45 {
        @Override
        PictureEncoder open() {
            return new H264KeyframeEncoder(45);
        }
    };

    abstract PictureEncoder open();
}
