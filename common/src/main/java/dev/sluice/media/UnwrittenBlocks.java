package dev.sluice.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Finds what a decoder left out of a picture in fresh memory, for FFmpeg's H.265 decoder tells nobody when a slice ends
 * early. Fresh memory is zero, and no colour has both chroma components at zero: that green lies outside of every gamut.
 */
final class UnwrittenBlocks {
    /** A coding tree block has at least 16 rows and columns, so its chroma at least 8; 4 are left where an edge crops it. */
    private static final int SMALLEST_RUN = 4;

    private UnwrittenBlocks() {}

    /** Whether the frame, the first out of its decoder, has such a block. False for frames without chroma. */
    static boolean in(AVFrame frame) {
        BytePointer blue = frame.data(1);
        BytePointer red = frame.data(2);
        if (blue == null || red == null) {
            return false;
        }
        // Half the rows exist at every subsampling, and a sample takes at least a byte.
        int rows = frame.height() / 2;
        byte[] blueRow = new byte[frame.width() / 2];
        byte[] redRow = new byte[blueRow.length];
        for (int row = 0; row < rows; row += SMALLEST_RUN) {
            blue.position((long) row * frame.linesize(1)).get(blueRow);
            red.position((long) row * frame.linesize(2)).get(redRow);
            if (hasZeroRun(blueRow, redRow)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasZeroRun(byte[] blueRow, byte[] redRow) {
        int run = 0;
        for (int i = 0; i < blueRow.length; i++) {
            run = blueRow[i] == 0 && redRow[i] == 0 ? run + 1 : 0;
            if (run == SMALLEST_RUN) {
                return true;
            }
        }
        return false;
    }
}
