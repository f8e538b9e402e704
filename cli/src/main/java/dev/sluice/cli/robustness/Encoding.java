package dev.sluice.cli.robustness;

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
    };

    abstract PictureEncoder open();
}
