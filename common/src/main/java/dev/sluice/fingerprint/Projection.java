package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;

/**
 * Where each sample of a new plane is taken from in the old one: with {@code x, y} from the centre, from
 * {@code (xx x + xy y + x0) / depth, (yx x + yy y + y0) / depth}, {@code depth = depth0 + depthX x + depthY y}.
 */
record Projection(
        double xx, double xy, double x0, double yx, double yy, double y0, double depthX, double depthY, double depth0) {

    /** A turn with the clock about the centre, enlarged so many times. */
    static Projection turn(double degrees, double enlarged) {
        double cosine = Math.cos(Math.toRadians(degrees)) / enlarged;
        double sine = Math.sin(Math.toRadians(degrees)) / enlarged;
        return new Projection(cosine, sine, 0, -sine, cosine, 0, 0, 0, 1);
    }

    /** The same, enlarged until the old frame is full. */
    static Projection turnFilled(double degrees, int width, int height) {
        double angle = Math.toRadians(Math.abs(degrees));
        double aspect = (double) Math.max(width, height) / Math.min(width, height);
        return turn(degrees, Math.cos(angle) + aspect * Math.sin(angle));
    }

    /**
     * One edge comes so much nearer that only a part of its length fills the new edge; the opposite edge stays. The frame is full.
     *
     * @param part of the edge's length, above 0, below 1
     * @param left 1 if it is the left edge, -1 the right, else 0
     * @param top 1 if it is the upper edge, -1 the lower, else 0
     */
    static Projection lean(double part, int left, int top, int width, int height) {
        double lean = 1 / part - 1;
        double middle = 1 + lean / 2;
        return new Projection(
                left == 0 ? 1 : middle,
                0,
                -left * lean * width / 4,
                0,
                top == 0 ? 1 : middle,
                -top * lean * height / 4,
                -left * lean / width,
                -top * lean / height,
                middle);
    }

    /** A plane of the same size, black where nothing is to be taken. PDQ smooths over more samples than interpolation would look at. */
    LumaPlane of(LumaPlane luma) {
        int width = luma.width();
        int height = luma.height();
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        byte[] from = luma.samples();
        byte[] to = new byte[from.length];
        for (int row = 0; row < height; row++) {
            double y = row - centreY;
            for (int column = 0; column < width; column++) {
                double x = column - centreX;
                double depth = depth0 + depthX * x + depthY * y;
                long fromColumn = Math.round(centreX + (xx * x + xy * y + x0) / depth);
                long fromRow = Math.round(centreY + (yx * x + yy * y + y0) / depth);
                if (fromColumn >= 0 && fromColumn < width && fromRow >= 0 && fromRow < height) {
                    to[row * width + column] = from[(int) fromRow * width + (int) fromColumn];
                }
            }
        }
        return new LumaPlane(width, height, to);
    }
}
