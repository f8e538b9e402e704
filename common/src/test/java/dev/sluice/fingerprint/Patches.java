package dev.sluice.fingerprint;

import dev.sluice.media.LumaPlane;
import java.util.Arrays;
import java.util.Random;

/** Draws leaning patches over one another: detail of all sizes, whose edges do not run along the picture's. */
final class Patches {
    private static final int SHADES = 136;

    private Patches() {}

    static LumaPlane draw(Random random, int width, int height, int darkest) {
        byte[] samples = new byte[width * height];
        Arrays.fill(samples, (byte) darkest);
        for (int patch = 0; patch < 80; patch++) {
            int x0 = random.nextInt(width);
            int y0 = random.nextInt(height);
            int radius = 10 + random.nextInt(Math.max(40, width / 12));
            int shade = darkest + random.nextInt(SHADES);
            for (int y = Math.max(0, y0 - radius); y < Math.min(height, y0 + radius); y++) {
                for (int x = Math.max(0, x0 - radius); x < Math.min(width, x0 + radius); x++) {
                    if (Math.abs(x - x0) + Math.abs(y - y0) < radius) {
                        samples[y * width + x] = (byte) shade;
                    }
                }
            }
        }
        return new LumaPlane(width, height, samples);
    }
}
