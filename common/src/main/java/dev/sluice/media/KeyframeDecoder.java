package dev.sluice.media;

import org.bytedeco.javacpp.BytePointer;

/** Decodes the keyframes of one payload, one by one. */
interface KeyframeDecoder extends AutoCloseable {

    /**
     * Adds the picture of a coded keyframe, if it decodes.
     *
     * @param damaged whether the container says that bytes are missing
     */
    void decode(BytePointer unit, int size, long millis, boolean damaged, Keyframes into) throws RefusedException;

    @Override
    void close();
}
