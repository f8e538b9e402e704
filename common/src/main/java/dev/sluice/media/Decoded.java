package dev.sluice.media;

import java.util.List;

/** What became of a payload: pictures, or one named error. */
public sealed interface Decoded {

    /** At least one picture, in presentation order. */
    record Pictures(List<Picture> pictures) implements Decoded {
        public Pictures {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * No picture.
     *
     * @param error the class of the failure
     * @param detail what was wrong, with values and bounds; never bytes of the payload
     */
    record Failed(DecodeError error, String detail) implements Decoded {}

    /**
     * One decoded picture.
     *
     * @param luma its brightness, full range
     * @param offsetMillis its time after the payload's first picture, 0 for a still
     * @param partial whether some of it was missing or concealed; such a picture may flag but never kill
     */
    record Picture(LumaPlane luma, long offsetMillis, boolean partial) {}
}
