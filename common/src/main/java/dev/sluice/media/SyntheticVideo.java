package dev.sluice.media;

import java.util.Optional;

/**
 * Pictures that FFmpeg computes from a filter graph, such as {@code testsrc2=size=640x360:rate=15:duration=10}. The
 * graph has no inputs and one unlabelled output; it tells size, rate and length. Runs on one thread, so that a graph
 * gives the same pictures each time. Every picture counts as a keyframe.
 */
public final class SyntheticVideo implements PictureSource {
    private final FilterGraph graph;
    private boolean closed;

    /**
     * Prepares the graph; pictures are computed as they are pulled.
     *
     * @param filterGraph a description in FFmpeg's filter graph syntax
     * @throws MediaException if FFmpeg does not accept it
     */
    public SyntheticVideo(String filterGraph) throws MediaException {
        this.graph = FilterGraph.source(filterGraph);
    }

    @Override
    public synchronized Optional<TimedPicture> next() throws MediaException {
        return closed ? Optional.empty() : graph.next();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        graph.close();
    }
}
