package dev.sluice.media;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Decodes 100,000 payloads of all types in turn and prints the process's resident size, to see whether memory leaks. */
final class DecodeLoop {
    private static final int DECODES = 100_000;
    private static final int BETWEEN_LINES = 10_000;

    private DecodeLoop() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        List<Map.Entry<String, byte[]>> samples =
                List.copyOf(MediaSamples.ofEveryType().entrySet());
        long start = System.nanoTime();
        try (FrameDecoder decoder = new FrameDecoder()) {
            for (int i = 0; i <= DECODES; i++) {
                if (i % BETWEEN_LINES == 0) {
                    System.out.printf(
                            "%6d decodes, %6.1f s, %d MiB resident%n",
                            i, (System.nanoTime() - start) / 1e9, FrameDecoderFuzzTest.residentKib() >> 10);
                }
                Map.Entry<String, byte[]> sample = samples.get(i % samples.size());
                if (!(decoder.decode(sample.getKey(), sample.getValue()) instanceof Decoded.Pictures)) {
                    throw new IllegalStateException(sample.getKey() + " did not decode");
                }
            }
        }
    }
}
