package dev.sluice.media;

/**
 * A picture that was halved while it was decoded, at its own size again: each sample stands for all that it covers. PDQ
 * picks its samples at whole pixels, so a picture of another size has another hash.
 */
final class EnlargedLuma {
    private EnlargedLuma() {}

    /**
     * @param halvings how often the sides were halved, rounding up
     * @param width of the whole picture, as is the height
     */
    static LumaPlane of(LumaPlane reduced, int halvings, int width, int height) {
        if (halvings == 0) {
            return reduced;
        }
        byte[] from = reduced.samples();
        byte[] to = new byte[width * height];
        int repeats = 1 << halvings;
        for (int row = 0; row < height; row++) {
            int at = row * width;
            if ((row & (repeats - 1)) != 0) {
                System.arraycopy(to, at - width, to, at, width);
                continue;
            }
            int fromRow = (row >> halvings) * reduced.width();
            for (int column = 0; column < width; column++) {
                to[at + column] = from[fromRow + (column >> halvings)];
            }
        }
        return new LumaPlane(width, height, to);
    }
}
