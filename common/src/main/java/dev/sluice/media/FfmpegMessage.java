package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** FFmpeg's words for its error numbers. */
final class FfmpegMessage {
    private static final int LONGEST = 256;

    private FfmpegMessage() {}

    /** A short phrase for a negative result, in lower case and without a full stop. */
    static String of(int error) {
        byte[] text = new byte[LONGEST];
        av_strerror(error, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        String phrase = new String(text, 0, end, StandardCharsets.UTF_8);
        return phrase.isEmpty()
                ? "error " + error
                : phrase.substring(0, 1).toLowerCase(Locale.ROOT) + phrase.substring(1);
    }

    /** Stops FFmpeg from writing to standard error: what matters is said in exceptions. */
    static void silenceLog() {
        av_log_set_level(AV_LOG_QUIET);
    }
}
