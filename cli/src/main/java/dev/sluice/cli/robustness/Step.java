package dev.sluice.cli.robustness;

/**
 * One filter graph of an edit.
 *
 * @param graph in FFmpeg's syntax, as {@code FilteredVideo} takes it
 * @param when before or after the frames to look at are chosen; what changes pictures one by one costs less after
 */
record Step(When when, String graph) {
    /** Whether a graph works on every picture of the video. */
    enum When {
        EVERY_PICTURE,
        SAMPLED_PICTURES
    }

    /** A graph that changes when pictures are shown. */
    static Step time(String graph) {
        return new Step(When.EVERY_PICTURE, graph);
    }

    /** A graph that changes what a picture shows. */
    static Step look(String graph) {
        return new Step(When.SAMPLED_PICTURES, graph);
    }
}
