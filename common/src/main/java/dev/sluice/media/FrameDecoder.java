package dev.sluice.media;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * From a payload of declared type to luma planes, distrustfully: the type picks the decoder, nothing is guessed and
 * nothing outside the payload is reachable; bytes, pixels and time are bounded. Whatever the input, the answer is
 * pictures or one named error. Not thread-safe; one per task.
 *
 * <p>Decoding runs on a thread of its own. When it takes too long that thread is left behind, ends by itself and frees
 * what it holds; while two are left behind, everything is answered with {@link DecodeError#TIMEOUT}.
 */
public final class FrameDecoder implements AutoCloseable {
    private static final int MOST_LEFT_BEHIND = 2;

    private final Limits limits;
    private final AtomicInteger leftBehind = new AtomicInteger();
    private Worker worker;

    /**
     * What a payload may cost.
     *
     * @param maxBytes of the payload
     * @param maxPixels of one picture
     * @param maxSide columns or rows of one picture
     * @param maxTime to decode one payload
     */
    public record Limits(int maxBytes, int maxPixels, int maxSide, Duration maxTime) {
        /** 8 MiB, 16 megapixels, 16384 columns or rows, two seconds. */
        public static final Limits DEFAULT = new Limits(8 << 20, 16_000_000, 16_384, Duration.ofSeconds(2));

        void requirePixels(String what, long width, long height) throws DecodeException {
            if (width > maxSide || height > maxSide || width * height > maxPixels) {
                throw new DecodeException(
                        DecodeError.TOO_MANY_PIXELS,
                        what + " announces " + width + "x" + height + " pixels; at most " + maxPixels
                                + " and no side over " + maxSide + " are decoded");
            }
        }
    }

    /** With {@link Limits#DEFAULT}. */
    public FrameDecoder() {
        this(Limits.DEFAULT);
    }

    public FrameDecoder(Limits limits) {
        this.limits = limits;
    }

    /**
     * Decodes a payload.
     *
     * @param contentType in lower case without parameters: image/jpeg, image/png, image/webp, video/h264, video/h265
     *     (Annex B), video/mp2t or video/mp4
     * @return pictures in presentation order (of video, its keyframes), or why there are none
     */
    public Decoded decode(String contentType, byte[] payload) {
        Optional<PayloadType> type = PayloadType.of(contentType);
        if (type.isEmpty()) {
            return new Decoded.Failed(DecodeError.UNSUPPORTED_TYPE, "the declared content type is not decoded here");
        }
        if (payload == null || payload.length == 0) {
            return new Decoded.Failed(DecodeError.EMPTY, type.get().contentType() + " has no bytes");
        }
        if (payload.length > limits.maxBytes()) {
            return new Decoded.Failed(
                    DecodeError.TOO_LARGE,
                    type.get().contentType() + " has " + payload.length + " bytes, at most " + limits.maxBytes()
                            + " are decoded");
        }
        if (leftBehind.get() >= MOST_LEFT_BEHIND) {
            return new Decoded.Failed(DecodeError.TIMEOUT, "decoders are still busy with earlier payloads");
        }
        if (worker == null) {
            worker = new Worker(limits);
        }
        return await(worker.decode(type.get(), payload));
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.retire(() -> {});
            worker = null;
        }
    }

    private Decoded await(Future<Decoded> decoding) {
        try {
            return decoding.get(limits.maxTime().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            leftBehind.incrementAndGet();
            worker.retire(leftBehind::decrementAndGet);
            worker = null;
            return new Decoded.Failed(
                    DecodeError.TIMEOUT,
                    "not decoded within " + limits.maxTime().toMillis() + " ms");
        } catch (ExecutionException e) {
            // A mistake of ours, not the payload's; it must not take the task down with it.
            return new Decoded.Failed(
                    DecodeError.CORRUPT,
                    "the decoder failed: " + e.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Decoded.Failed(DecodeError.TIMEOUT, "interrupted");
        }
    }

    /** A thread and the native decoders that only it touches. */
    private static final class Worker {
        private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread daemon = new Thread(task, "sluice-decode");
            daemon.setDaemon(true);
            return daemon;
        });
        private final Limits limits;
        private MediaSession session;

        Worker(Limits limits) {
            this.limits = limits;
        }

        Future<Decoded> decode(PayloadType type, byte[] payload) {
            return thread.submit(() -> {
                if (session == null) {
                    session = new MediaSession(limits);
                }
                return session.decode(type, payload);
            });
        }

        /** Ends the thread once it is idle, after it has freed what it holds. */
        void retire(Runnable afterwards) {
            thread.execute(() -> {
                if (session != null) {
                    session.close();
                }
                afterwards.run();
            });
            thread.shutdown();
        }
    }
}
