package dev.sluice.media;

import static org.bytedeco.ffmpeg.avcodec.AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Looks into coded pictures without decoding them: whether they are keyframes and how large they are. One per payload,
 * so that parameter sets of one payload never describe another's pictures.
 */
final class AccessUnitParser implements AutoCloseable {
    private final AVCodecParserContext parser;
    private final AVCodecContext context;
    private final BytePointer unit = new BytePointer();
    private final IntPointer unitSize = new IntPointer(1);

    private AccessUnitParser(AVCodecParserContext parser, AVCodecContext context) {
        this.parser = parser;
        this.context = context;
    }

    /** For a byte stream that {@link #split} cuts into its pictures. */
    static AccessUnitParser ofByteStream(Codec codec) {
        return open(codec, null);
    }

    /** For whole pictures out of a container, given to {@link #inspect}. */
    static AccessUnitParser ofContainer(Codec codec, AVCodecParameters parameters) {
        AccessUnitParser parser = open(codec, parameters);
        parser.parser.flags(parser.parser.flags() | PARSER_FLAG_COMPLETE_FRAMES);
        return parser;
    }

    private static AccessUnitParser open(Codec codec, AVCodecParameters parameters) {
        AVCodecContext context = Native.allocated(avcodec_alloc_context3(null));
        if (parameters != null && avcodec_parameters_to_context(context, parameters) < 0) {
            avcodec_free_context(context);
            throw new OutOfMemoryError("FFmpeg could not copy a stream's parameters");
        }
        return new AccessUnitParser(Native.allocated(av_parser_init(codec.id)), context);
    }

    /**
     * Takes in bytes up to the end of the next picture, then at {@link #unit()}; with no bytes left to give, the last one.
     *
     * @return number of bytes taken
     */
    int split(BytePointer input, int size) {
        return av_parser_parse2(parser, context, unit, unitSize, input, size, AV_NOPTS_VALUE, AV_NOPTS_VALUE, 0);
    }

    void inspect(BytePointer picture, int size) {
        forgetPicture();
        av_parser_parse2(parser, context, unit, unitSize, picture, size, AV_NOPTS_VALUE, AV_NOPTS_VALUE, 0);
    }

    /** Makes the next {@link #width()} be that of the next picture. */
    void forgetPicture() {
        parser.key_frame(0);
        parser.width(0);
        parser.height(0);
    }

    BytePointer unit() {
        return unit;
    }

    /** Size of {@link #unit()} in bytes, 0 if no picture has ended yet. */
    int unitSize() {
        return unitSize.get();
    }

    boolean isKeyframe() {
        return parser.key_frame() == 1;
    }

    /** Columns of the last picture; 0 if this payload never defined them. */
    int width() {
        return parser.width();
    }

    /** Rows of the last picture; 0 if this payload never defined them. */
    int height() {
        return parser.height();
    }

    @Override
    public void close() {
        av_parser_close(parser);
        avcodec_free_context(context);
        unit.close();
        unitSize.close();
    }
}
