package dev.sluice.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Work on another thread. */
public final class BackgroundWork {
    private BackgroundWork() {}

    /** Waits for its end, and fails as it failed. */
    public static void finish(Future<?> work) throws Exception {
        try {
            work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
