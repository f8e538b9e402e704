package dev.sluice.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A valid payload of each content type. */
record Seed(String name, String contentType, int width, int height, int pictures) {
    static final List<Seed> ALL = List.of(
            new Seed("seed.jpg", "image/jpeg", 192, 108, 1),
            new Seed("seed-444.jpg", "image/jpeg", 192, 108, 1),
            new Seed("seed.png", "image/png", 96, 54, 1),
            new Seed("seed.webp", "image/webp", 192, 108, 1),
            new Seed("seed-lossless.webp", "image/webp", 96, 54, 1),
            new Seed("seed.h264", "video/h264", 192, 108, 1),
            new Seed("seed.h265", "video/h265", 192, 108, 1),
            new Seed("seed.ts", "video/mp2t", 192, 108, 2),
            new Seed("seed.mp4", "video/mp4", 192, 108, 2),
            new Seed("seed-plain-h265.mp4", "video/mp4", 192, 108, 2));

    static Seed named(String name) {
        return ALL.stream().filter(seed -> seed.name.equals(name)).findFirst().orElseThrow();
    }

    byte[] bytes() {
        try (InputStream in = Seed.class.getResourceAsStream("/media/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
