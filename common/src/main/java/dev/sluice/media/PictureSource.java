package dev.sluice.media;

import java.util.Optional;

/** Pictures in presentation order, pulled one by one. May be closed from another thread than the one that pulls. */
public interface PictureSource extends AutoCloseable {

    /**
     * The next picture; empty at the end and after {@link #close()}.
     *
     * @throws MediaException if there should be another picture but it cannot be had
     */
    Optional<TimedPicture> next() throws MediaException;

    /** Releases what the source holds; may be called again without effect. */
    @Override
    void close();
}
