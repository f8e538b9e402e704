package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Splits an Annex B byte stream into access units and reads their announced size, without decoding any.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-H.264">ITU-T H.264, Annex B; the same in H.265</a>
 */
final class AnnexBUnits {
    /** A payload is one keyframe, or a few; what comes after so many units is left out. */
    private static final int MOST_UNITS = 256;

    private AnnexBUnits() {}

    /**
     * One coded picture.
     *
     * @param width columns, 0 if it does not say
     * @param height rows, 0 if it does not say
     */
    record Unit(byte[] bytes, boolean keyframe, int width, int height) {}

    static List<Unit> split(int codecId, byte[] stream) {
        AVCodecParserContext parser = av_parser_init(codecId);
        AVCodecContext context = avcodec_alloc_context3(avcodec_find_decoder(codecId));
        BytePointer padded = new BytePointer(av_mallocz(stream.length + (long) AV_INPUT_BUFFER_PADDING_SIZE));
        padded.capacity(stream.length).put(stream);
        List<Unit> units = new ArrayList<>();
        try (PointerPointer<BytePointer> unit = new PointerPointer<>(1);
                IntPointer unitSize = new IntPointer(1)) {
            int at = 0;
            boolean flushed = false;
            while (!flushed && units.size() < MOST_UNITS) {
                int left = stream.length - at;
                flushed = left == 0;
                int used = av_parser_parse2(
                        parser,
                        context,
                        unit,
                        unitSize,
                        left == 0 ? null : padded.getPointer(at),
                        left,
                        AV_NOPTS_VALUE,
                        AV_NOPTS_VALUE,
                        0);
                if (used < 0) {
                    break;
                }
                at += used;
                if (unitSize.get() > 0) {
                    byte[] bytes = new byte[unitSize.get()];
                    unit.get(BytePointer.class, 0).get(bytes);
                    units.add(new Unit(bytes, parser.key_frame() == 1, parser.width(), parser.height()));
                } else if (used == 0) {
                    flushed = true;
                }
            }
        } finally {
            av_free((Pointer) padded.position(0));
            av_parser_close(parser);
            avcodec_free_context(context);
        }
        return units;
    }
}
