package dev.sluice.media;

import java.util.Objects;

/**
 * A picture of a moving sequence.
 *
 * @param index its number in presentation order, from 0
 * @param ptsMillis its time after the first picture in milliseconds; 0 for the first
 * @param keyframe whether it was coded without reference to others
 * @param picture what is seen
 */
public record TimedPicture(int index, long ptsMillis, boolean keyframe, YuvPicture picture) {
    public TimedPicture {
        Objects.requireNonNull(picture, "picture");
    }
}
