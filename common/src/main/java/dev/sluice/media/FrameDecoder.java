package dev.sluice.media;

import dev.sluice.media.Decoded.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * From an encoded payload to its pictures' luma, in bounded memory and time, whatever the bytes are.
 *
 * <p>Decodes {@code image/jpeg}, {@code image/png}, {@code image/webp} (an animation's first picture), {@code video/h264}
 * and {@code video/h265} (Annex B), {@code video/mp2t} and {@code video/mp4}; of video the keyframes only. The declared
 * type alone picks the decoder. The same payload has the same outcome whatever was decoded before it, but for
 * {@link DecodeError#TIMEOUT}.
 *
 * <p>Not thread-safe. Holds a thread and native memory until closed.
 */
public final class FrameDecoder implements AutoCloseable {
    /** Each holds a core and up to a decoder's memory; a payload that hangs tends to be sent again. */
    private static final int MOST_ABANDONED = 2;

    private final Limits limits;
    private final List<DecodeThread> abandoned = new ArrayList<>();
    private DecodeThread thread;
    private boolean closed;

    /**
     * What a payload may cost.
     *
     * @param maxBytes largest payload
     * @param maxPixels largest product of width and height; all pictures of a payload together may have four times as many
     * @param maxSide largest width or height
     * @param maxTime longest time per payload
     */
    public record Limits(int maxBytes, int maxPixels, int maxSide, Duration maxTime) {
        /** 8 MiB, 16 million pixels, 16384 per side, 2 seconds. */
        public static final Limits DEFAULT = new Limits(8 << 20, 16_000_000, 16_384, Duration.ofSeconds(2));

        public Limits {
            Objects.requireNonNull(maxTime, "maxTime");
            if (maxBytes < 1 || maxPixels < 1 || maxSide < 1 || maxTime.isNegative() || maxTime.isZero()) {
                throw new IllegalArgumentException("limits must be positive: " + maxBytes + " bytes, " + maxPixels
                        + " pixels, " + maxSide + " per side, " + maxTime);
            }
        }

        void checkPicture(int width, int height) throws RefusedException {
            if (width < 1 || height < 1) {
                throw RefusedException.corrupt("a picture of " + width + "x" + height + " pixels");
            }
            if (width > maxSide || height > maxSide || (long) width * height > maxPixels) {
                throw new RefusedException(
                        DecodeError.TOO_MANY_PIXELS,
                        width + "x" + height + " pixels, at most " + maxPixels + " and " + maxSide
                                + " per side are allowed");
            }
        }
    }

    /** A decoder within {@link Limits#DEFAULT}. */
    public FrameDecoder() {
        this(Limits.DEFAULT);
    }

    /** A decoder within these limits. The first one of a process loads FFmpeg, which may take seconds. */
    public FrameDecoder(Limits limits) {
        this.limits = limits;
        this.thread = new DecodeThread(limits);
    }

    /**
     * Decodes one payload. Returns within the time limit, save for the time a busy machine takes to wake this thread, and
     * throws nothing for the input's sake.
     *
     * @param contentType in lower case without parameters
     * @param payload not changed, and not to be changed after {@link DecodeError#TIMEOUT} either
     * @throws IllegalStateException if closed
     */
    public Decoded decode(String contentType, byte[] payload) {
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
        try {
            return new Decoded.Pictures(await(accept(contentType, payload), payload));
        } catch (RefusedException e) {
            return e.toFailed();
        }
    }

    private MediaType accept(String contentType, byte[] payload) throws RefusedException {
        Optional<MediaType> type = MediaType.of(contentType);
        if (type.isEmpty()) {
            throw new RefusedException(
                    DecodeError.UNSUPPORTED_TYPE,
                    "a content type of " + (contentType == null ? 0 : contentType.length())
                            + " characters that is none of those decoded");
        }
        if (payload == null || payload.length == 0) {
            throw new RefusedException(DecodeError.EMPTY, "0 bytes");
        }
        if (payload.length > limits.maxBytes()) {
            throw new RefusedException(
                    DecodeError.TOO_LARGE, payload.length + " bytes, at most " + limits.maxBytes() + " are allowed");
        }
        if (!type.get().begins(payload)) {
            throw new RefusedException(
                    DecodeError.WRONG_TYPE,
                    payload.length + " bytes that do not begin as " + type.get().contentType() + " does");
        }
        return type.get();
    }

    private List<Picture> await(MediaType type, byte[] payload) throws RefusedException {
        abandoned.removeIf(DecodeThread::hasEnded);
        if (abandoned.size() >= MOST_ABANDONED) {
            throw new RefusedException(
                    DecodeError.TIMEOUT, abandoned.size() + " earlier payloads are still being decoded");
        }
        Deadline deadline = new Deadline(limits.maxTime());
        Future<List<Picture>> result = thread.decode(type, payload, deadline);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // The wait is short and bounded, and a payload must not fail because a job is being cancelled.
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            abandoned.add(thread);
            replaceThread();
            throw deadline.exceeded();
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RefusedException refusal(Throwable cause) {
        if (cause instanceof RefusedException refused) {
            return refused;
        }
        replaceThread();
        if (cause instanceof RuntimeException) {
            // A fault of the decoder, but one that this input brings about: it must not stop a job again and again.
            return RefusedException.corrupt(
                    "the decoder failed with " + cause.getClass().getName());
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    private void replaceThread() {
        thread.retire();
        thread = new DecodeThread(limits);
    }

    /** Ends the thread and frees all native memory, in the background where a decode has not come back yet. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            thread.retire();
        }
    }
}
