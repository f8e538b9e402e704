package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** FFmpeg as a library of this process: its settings, made once when it is loaded, and its way to say "no memory". */
final class Native {
    /** A frame of 16 million pixels of 8 bytes fits; a table that a payload merely declares to be larger does not. */
    private static final long LARGEST_BLOCK = 144L << 20;

    static {
        // All of it now: unpacking libraries takes seconds that the first payload's time limit does not have.
        Loader.load(avcodec.class);
        Loader.load(avformat.class);
        Loader.load(swscale.class);
        // The log would print what hostile payloads make it say.
        av_log_set_level(AV_LOG_QUIET);
        av_max_alloc(LARGEST_BLOCK);
    }

    private Native() {}

    /** The pointer; an {@link OutOfMemoryError} if FFmpeg returned none. */
    static <P extends Pointer> P allocated(P pointer) {
        if (pointer == null || pointer.isNull()) {
            throw new OutOfMemoryError("FFmpeg could not allocate");
        }
        return pointer;
    }
}
