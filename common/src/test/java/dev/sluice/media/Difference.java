package dev.sluice.media;

/** How far apart two pictures are. */
final class Difference {
    private Difference() {}

    /** Mean absolute difference of full-range brightness, 0..255. */
    static double mean(YuvPicture one, YuvPicture other) {
        byte[] a = one.luma().samples();
        byte[] b = other.luma().samples();
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return (double) sum / a.length;
    }
}
