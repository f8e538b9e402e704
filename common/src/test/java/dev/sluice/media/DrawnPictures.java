package dev.sluice.media;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Pictures that tests draw themselves: soft waves that move, with colour. */
final class DrawnPictures implements PictureSource {
    private final Queue<TimedPicture> left;

    DrawnPictures(List<TimedPicture> pictures) {
        this.left = new ArrayDeque<>(pictures);
    }

    /** A sequence at the given rate. */
    static DrawnPictures sequence(int count, int width, int height, int perSecond) {
        List<TimedPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(new TimedPicture(i, Math.round(i * 1000.0 / perSecond), true, picture(width, height, i)));
        }
        return new DrawnPictures(pictures);
    }

    /** One limited-range picture of the moving waves. */
    static YuvPicture picture(int width, int height, int moment) {
        byte[] y = new byte[width * height];
        for (int i = 0; i < y.length; i++) {
            double across = (double) (i % width) / width;
            int row = i / width;
            double down = (double) row / height;
            double wave = Math.sin(9 * across + 0.3 * moment) * Math.cos(7 * down - 0.2 * moment)
                    + Math.sin(23 * across * down + moment * 0.1);
            y[i] = (byte) (125 + Math.round(50 * wave));
        }
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        byte[] u = new byte[chromaWidth * chromaHeight];
        byte[] v = new byte[u.length];
        for (int i = 0; i < u.length; i++) {
            u[i] = (byte) (90 + 70 * (i % chromaWidth) / chromaWidth);
            v[i] = (byte) (160 - 70 * (i / chromaWidth) / chromaHeight);
        }
        return new YuvPicture(width, height, y, u, v, false);
    }

    @Override
    public Optional<TimedPicture> next() {
        return Optional.ofNullable(left.poll());
    }

    @Override
    public void close() {
        left.clear();
    }
}
