package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_time_base;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
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
 * Pictures that FFmpeg computes from a filter graph, such as {@code testsrc2=size=640x360:rate=15:duration=10}. The
 * graph has no inputs and one unlabelled output; it tells size, rate and length. Runs on one thread, so that a graph
 * gives the same pictures each time. Every picture counts as a keyframe.
 */
public final class SyntheticVideo implements PictureSource {
    private static final int MILLIS_PER_SECOND = 1000;

    private final String filterGraph;
    private final AVFilterGraph graph;
    private final AVFilterContext sink;
    private final AVFrame frame = av_frame_alloc();
    private final PictureReader reader = new PictureReader();

    private int index;
    private long firstTick;
    private boolean closed;

    /**
     * Prepares the graph; pictures are computed as they are pulled.
     *
     * @param filterGraph a description in FFmpeg's filter graph syntax
     * @throws MediaException if FFmpeg does not accept it
     */
    public SyntheticVideo(String filterGraph) throws MediaException {
        FfmpegMessage.silenceLog();
        this.filterGraph = filterGraph;
        this.graph = avfilter_graph_alloc();
        this.sink = new AVFilterContext(null);
        int result = build();
        if (result < 0) {
            close();
            throw new MediaException(
                    "FFmpeg does not accept the filter graph \"" + filterGraph + "\": " + FfmpegMessage.of(result));
        }
    }

    @Override
    public synchronized Optional<TimedPicture> next() throws MediaException {
        if (closed) {
            return Optional.empty();
        }
        int result = av_buffersink_get_frame(sink, frame);
        if (result == AVERROR_EOF) {
            return Optional.empty();
        }
        if (result < 0) {
            throw new MediaException("the filter graph \"" + filterGraph + "\" fails at picture " + index + ": "
                    + FfmpegMessage.of(result));
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

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        reader.close();
        av_frame_free(frame);
        avfilter_graph_free(graph);
    }

    private int build() {
        graph.nb_threads(1);
        AVFilterContext format = new AVFilterContext(null);
        int result = avfilter_graph_create_filter(sink, avfilter_get_by_name("buffersink"), "sink", null, null, graph);
        if (result >= 0) {
            result = avfilter_graph_create_filter(
                    format, avfilter_get_by_name("format"), "planar", "pix_fmts=yuv420p", null, graph);
        }
        if (result >= 0) {
            result = avfilter_link(format, 0, sink, 0);
        }
        if (result >= 0) {
            result = parse(format);
        }
        return result < 0 ? result : avfilter_graph_config(graph, null);
    }

    private int parse(AVFilterContext end) {
        // Seen from the graph's text, its open output meets what is open here: our chain's input.
        AVFilterInOut open = avfilter_inout_alloc();
        BytePointer name = new BytePointer("out");
        open.name(av_strdup(name));
        name.close();
        open.filter_ctx(end);
        open.pad_idx(0);
        open.next(null);
        AVFilterInOut none = new AVFilterInOut(null);
        int result = avfilter_graph_parse_ptr(graph, filterGraph, open, none, null);
        avfilter_inout_free(open);
        avfilter_inout_free(none);
        return result;
    }
}
