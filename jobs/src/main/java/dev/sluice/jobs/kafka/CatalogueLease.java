package dev.sluice.jobs.kafka;

import dev.sluice.signature.CatalogueSnapshot;
import java.io.Serializable;

/** One task's share of the catalogue, until it is closed. */
public interface CatalogueLease extends AutoCloseable {
    /** What is in force now. */
    CatalogueSnapshot current();

    /** When the newest record was applied, or all of them were loaded: epoch milliseconds by this machine's clock. */
    long changedAtMillis();

    /** How long it took to read all that lay on the topic at the start, milliseconds. */
    long loadMillis();

    @Override
    void close();

    /** Where a task gets its share. */
    interface Source extends Serializable {
        /** Returns once the catalogue is loaded. */
        CatalogueLease acquire() throws InterruptedException;
    }
}
