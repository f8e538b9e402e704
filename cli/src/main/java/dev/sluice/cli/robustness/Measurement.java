package dev.sluice.cli.robustness;

/**
 * What became of one stream.
 *
 * @param frames that were looked at
 * @param plainFrames of them, those that plain PDQ finds
 * @param sluiceFrames of them, those that Sluice counts for a signature, under any variant, alone or as the
 *     continuation of a sequence
 * @param flagMillis media time of the frame that raised the first flag, {@link #NEVER} if none did
 * @param killMillis media time of the frame that ended the stream, {@link #NEVER} if none did
 * @param sequence whether a sequence matched
 */
record Measurement(int frames, int plainFrames, int sluiceFrames, long flagMillis, long killMillis, boolean sequence) {
    static final long NEVER = -1;

    boolean flagged() {
        return flagMillis != NEVER;
    }

    boolean killed() {
        return killMillis != NEVER;
    }

    /** Share of frames that plain PDQ finds, 0..1. */
    double plainShare() {
        return share(plainFrames);
    }

    /** Share of frames that Sluice finds, 0..1. */
    double sluiceShare() {
        return share(sluiceFrames);
    }

    private double share(int found) {
        return frames == 0 ? 0 : (double) found / frames;
    }
}
