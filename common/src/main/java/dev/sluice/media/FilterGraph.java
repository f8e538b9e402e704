package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_time_base;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;

import java.util.Optional;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * One of FFmpeg's filter graphs, with an end that gives pictures and perhaps a beginning that takes them. Runs on one
 * thread, so that a graph gives the same pictures each time. Every picture counts as a keyframe. Not thread-safe.
 */
final class FilterGraph implements AutoCloseable {
    private static final int MILLIS_PER_SECOND = 1000;

    private final String description;
    private final AVFilterGraph graph = avfilter_graph_alloc();
    private final AVFilterContext input = new AVFilterContext(null);
    private final AVFilterContext sink = new AVFilterContext(null);
    private final AVFrame frame = av_frame_alloc();
    private final PictureReader reader = new PictureReader();
    private final FrameFiller filler = new FrameFiller();

    private int index;
    private long firstTick;
    private boolean hungry;

    private FilterGraph(String description) {
        this.description = description;
    }

    /**
     * A graph without input.
     *
     * @throws MediaException if FFmpeg does not accept it
     */
    static FilterGraph source(String description) throws MediaException {
        return open(description, null);
    }

    /**
     * A graph with one input, for pictures of the size and range of that one.
     *
     * @throws MediaException if FFmpeg does not accept it
     */
    static FilterGraph filter(String description, YuvPicture shape) throws MediaException {
        return open(description, shape);
    }

    private static FilterGraph open(String description, YuvPicture shape) throws MediaException {
        FfmpegMessage.silenceLog();
        FilterGraph graph = new FilterGraph(description);
        int result = graph.build(shape);
        if (result < 0) {
            graph.close();
            throw new MediaException(
                    "FFmpeg does not accept the filter graph \"" + description + "\": " + FfmpegMessage.of(result));
        }
        return graph;
    }

    /** The next picture; empty at the end, and if the graph {@link #wantsInput}. */
    Optional<TimedPicture> next() throws MediaException {
        int result = av_buffersink_get_frame(sink, frame);
        hungry = result == AVERROR_EAGAIN();
        if (hungry || result == AVERROR_EOF) {
            return Optional.empty();
        }
        if (result < 0) {
            throw failure(result);
        }
        try {
            if (index == 0) {
                firstTick = frame.pts();
            }
            AVRational base = av_buffersink_get_time_base(sink);
            long millis = Math.round((double) (frame.pts() - firstTick) * MILLIS_PER_SECOND * base.num() / base.den());
            return Optional.of(new TimedPicture(index++, millis, true, reader.read(frame)));
        } finally {
            av_frame_unref(frame);
        }
    }

    /** Whether the last {@link #next()} was empty for want of input. */
    boolean wantsInput() {
        return hungry;
    }

    /** Takes in a picture. */
    void give(TimedPicture picture) throws MediaException {
        try {
            filler.fill(frame, picture.picture(), picture.picture().fullRange());
            frame.pts(picture.ptsMillis());
            frame.flags(frame.flags() | AVFrame.AV_FRAME_FLAG_KEY);
            int result = av_buffersrc_add_frame(input, frame);
            if (result < 0) {
                throw failure(result);
            }
        } finally {
            av_frame_unref(frame);
        }
    }

    /** Takes note that no more pictures come in. */
    void giveEnd() throws MediaException {
        int result = av_buffersrc_add_frame(input, null);
        if (result < 0) {
            throw failure(result);
        }
    }

    /** Must be called once only. */
    @Override
    public void close() {
        filler.close();
        reader.close();
        av_frame_free(frame);
        avfilter_graph_free(graph);
    }

    private MediaException failure(int result) {
        return new MediaException(
                "the filter graph \"" + description + "\" fails at picture " + index + ": " + FfmpegMessage.of(result));
    }

    private int build(YuvPicture shape) {
        graph.nb_threads(1);
        AVFilterContext format = new AVFilterContext(null);
        int result = create(sink, "buffersink", "sink", null);
        if (result >= 0) {
            result = create(format, "format", "planar", "pix_fmts=yuv420p");
        }
        if (result >= 0) {
            result = avfilter_link(format, 0, sink, 0);
        }
        if (result >= 0 && shape != null) {
            result = create(
                    input,
                    "buffer",
                    "input",
                    "video_size=" + shape.width() + "x" + shape.height() + ":pix_fmt=yuv420p:time_base=1/"
                            + MILLIS_PER_SECOND + ":pixel_aspect=1/1:range=" + (shape.fullRange() ? "pc" : "tv"));
        }
        if (result >= 0) {
            result = parse(format, shape != null);
        }
        return result < 0 ? result : avfilter_graph_config(graph, null);
    }

    private int create(AVFilterContext filter, String kind, String name, String options) {
        return avfilter_graph_create_filter(filter, avfilter_get_by_name(kind), name, options, null, graph);
    }

    private int parse(AVFilterContext end, boolean takesInput) {
        // Seen from the graph's text, its open ends meet what is open here.
        AVFilterInOut outOfText = openEnd("out", end);
        AVFilterInOut intoText = takesInput ? openEnd("in", input) : new AVFilterInOut(null);
        int result = avfilter_graph_parse_ptr(graph, description, outOfText, intoText, null);
        avfilter_inout_free(outOfText);
        avfilter_inout_free(intoText);
        return result;
    }

    private static AVFilterInOut openEnd(String label, AVFilterContext filter) {
        AVFilterInOut open = avfilter_inout_alloc();
        BytePointer name = new BytePointer(label);
        open.name(av_strdup(name));
        name.close();
        open.filter_ctx(filter);
        open.pad_idx(0);
        open.next(null);
        return open;
    }
}
