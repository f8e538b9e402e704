package dev.sluice.media;

import java.util.Objects;
import java.util.Optional;

/**
 * Pictures of another source, changed by one of FFmpeg's filter graphs, such as {@code hflip} or {@code
 * setpts=PTS/1.25}. The graph has one input, {@code in}, and one output, {@code out}; the names may be left out where
 * the graph is a chain. {@code {width}} and {@code {height}} in it stand for the size of the pictures that go in, which
 * must not change on the way. What comes out begins at time 0, and every picture counts as a keyframe.
 */
public final class FilteredVideo implements PictureSource {
    private final PictureSource source;
    private final String filterGraph;

    private FilterGraph graph;
    private YuvPicture shape;
    private boolean closed;

    /**
     * @param source is closed with this one
     * @param filterGraph a description in FFmpeg's filter graph syntax; whether FFmpeg accepts it shows at the first picture
     */
    public FilteredVideo(PictureSource source, String filterGraph) {
        this.source = Objects.requireNonNull(source, "source");
        this.filterGraph = Objects.requireNonNull(filterGraph, "filterGraph");
    }

    @Override
    public synchronized Optional<TimedPicture> next() throws MediaException {
        if (closed) {
            return Optional.empty();
        }
        if (graph == null && !begin()) {
            return Optional.empty();
        }
        Optional<TimedPicture> made = graph.next();
        while (made.isEmpty() && graph.wantsInput()) {
            feed(source.next());
            made = graph.next();
        }
        return made;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (graph != null) {
            graph.close();
        }
        source.close();
    }

    private boolean begin() throws MediaException {
        Optional<TimedPicture> first = source.next();
        if (first.isEmpty()) {
            return false;
        }
        shape = first.get().picture();
        String sized = filterGraph
                .replace("{width}", Integer.toString(shape.width()))
                .replace("{height}", Integer.toString(shape.height()));
        graph = FilterGraph.filter(sized, shape);
        feed(first);
        return true;
    }

    private void feed(Optional<TimedPicture> picture) throws MediaException {
        if (picture.isEmpty()) {
            graph.giveEnd();
            return;
        }
        YuvPicture pixels = picture.get().picture();
        if (pixels.width() != shape.width()
                || pixels.height() != shape.height()
                || pixels.fullRange() != shape.fullRange()) {
            throw new MediaException("pictures that change on the way from " + shape.width() + "x" + shape.height()
                    + " to " + pixels.width() + "x" + pixels.height() + " cannot be filtered");
        }
        graph.give(picture.get());
    }
}
