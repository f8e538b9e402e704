package dev.sluice.cli.robustness;

import dev.sluice.media.MediaException;
import dev.sluice.media.TimedPicture;
import java.io.IOException;

/** Hears of a matrix while it is being measured. */
interface MatrixListener {
    /** A step begins. */
    void progress(String what);

    /** The picture in the middle of a stream. */
    void example(Edit edit, TimedPicture picture) throws MediaException, IOException;
}
