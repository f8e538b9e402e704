package dev.sluice.media;

import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.FrameDecoder.Limits;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread with a decoder of its own. Native code cannot be interrupted, so a thread that takes too long is left behind:
 * it frees its decoder itself when it comes back.
 */
final class DecodeThread {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sluice-decoder");
        thread.setDaemon(true);
        return thread;
    });
    private final PayloadDecoder decoder;

    DecodeThread(Limits limits) {
        this.decoder = new PayloadDecoder(limits);
    }

    Future<List<Picture>> decode(MediaType type, byte[] payload, Deadline deadline) {
        return executor.submit(() -> decoder.decode(type, payload, deadline));
    }

    /** Takes no more work; ends once what it is at has returned and its native memory is free. */
    void retire() {
        executor.execute(decoder::close);
        executor.shutdown();
    }

    boolean hasEnded() {
        return executor.isTerminated();
    }
}
