package dev.sluice.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decodes valid payloads of every type again and again and prints the resident size of the process, to be run by hand. */
final class DecodeLoop {
    private static final int PRINT_EVERY = 10_000;

    private DecodeLoop() {}

    public static void main(String... arguments) throws IOException {
        int decodes = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        long start = System.nanoTime();
        try (FrameDecoder decoder = new FrameDecoder()) {
            for (int i = 0; i <= decodes; i++) {
                if (i % PRINT_EVERY == 0) {
                    System.out.printf("%7d decodes  %4d MiB resident  %5.1f s%n", i, resident(), seconds(start));
                }
                Seed seed = Seed.ALL.get(i % Seed.ALL.size());
                if (decoder.decode(seed.contentType(), seed.bytes()) instanceof Decoded.Failed failed) {
                    throw new IllegalStateException(seed + ": " + failed);
                }
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .sum();
    }
}
