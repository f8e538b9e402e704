package dev.sluice.media;

/** Every way in which a payload can fail to become a picture; the set is closed, and names are part of dead letters. */
public enum DecodeError {
    /** The declared content type is none that Sluice decodes. */
    UNSUPPORTED_TYPE,
    /** No bytes. */
    EMPTY,
    /** More bytes than allowed. */
    TOO_LARGE,
    /** The bytes are not of the declared type. */
    WRONG_TYPE,
    /** Width, height or their product exceeds the bounds. */
    TOO_MANY_PIXELS,
    /** The bytes are of the declared type but could not be decoded. */
    CORRUPT,
    /** A valid container or stream that holds no keyframe. */
    NO_KEYFRAME,
    /** Decoding took longer than allowed. */
    TIMEOUT
}
