package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.Decoded.Failed;
import dev.sluice.media.Decoded.Pictures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, the decoder answers with pictures or a named error, and neither memory nor threads grow. */
class FrameDecoderFuzzTest {
    private static final int CASES_PER_KIND = 1_000;
    private static final int COMPARED_CASES = 150;
    private static final long SEED = 20_261_125;
    private static final long MOST_GROWTH_KIB = 192 << 10;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Test
    void everyOutcomeIsPicturesOrANamedError() throws IOException {
        Map<String, byte[]> samples = MediaSamples.ofEveryType();
        long before;
        try (FrameDecoder decoder = new FrameDecoder()) {
            // The first half loads code and fills pools and arenas: growth counts from there.
            samples.forEach((type, bytes) -> decodeMutants(decoder, type, bytes, CASES_PER_KIND));
            before = nativeKib();
            samples.forEach((type, bytes) -> decodeMutants(decoder, type, bytes, CASES_PER_KIND));
        }
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(20_000);
        assertThat(outcomes).containsKeys("CORRUPT", "WRONG_TYPE", "NO_KEYFRAME", "TOO_MANY_PIXELS", "pictures");
        System.out.println("decoder fuzz outcomes: " + outcomes);
        Awaited.until("the thread ends", () -> Awaited.threads("sluice-decoder") == 0);
        Assumptions.assumeTrue(residentKib() > 0, "resident size is not readable here");
        long grown = nativeKib() - before;
        System.out.println("decoder fuzz growth: " + grown + " KiB over " + before + " KiB");
        assertThat(grown).as("KiB of growth").isLessThan(MOST_GROWTH_KIB);
    }

    @Test
    void outcomesDoNotDependOnEarlierPayloads() {
        try (FrameDecoder used = new FrameDecoder()) {
            MediaSamples.ofEveryType().forEach((type, sample) -> {
                for (int i = 0; i < COMPARED_CASES; i++) {
                    byte[] mutant = i == 0 ? sample : i % 3 == 0 ? truncated(sample) : flipped(sample);
                    used.decode(type, sample);
                    Decoded after = used.decode(type, mutant);
                    try (FrameDecoder fresh = new FrameDecoder()) {
                        assertThat(summary(after)).as(type).isEqualTo(summary(fresh.decode(type, mutant)));
                    }
                }
            });
        }
    }

    private static String summary(Decoded decoded) {
        if (decoded instanceof Failed) {
            return decoded.toString();
        }
        StringBuilder summary = new StringBuilder();
        for (Decoded.Picture picture : ((Pictures) decoded).pictures()) {
            summary.append(Arrays.hashCode(picture.luma().samples()))
                    .append(' ')
                    .append(picture.partial())
                    .append(' ')
                    .append(picture.offsetMillis())
                    .append('\n');
        }
        return summary.toString();
    }

    private void decodeMutants(FrameDecoder decoder, String type, byte[] sample, int count) {
        for (int i = 0; i < count; i++) {
            record(decoder.decode(type, randomBytes(sample)));
            record(decoder.decode(type, flipped(sample)));
            record(decoder.decode(type, truncated(sample)));
        }
    }

    /** Random behind a beginning that is right, half of the time. */
    private byte[] randomBytes(byte[] sample) {
        byte[] bytes = new byte[1 + random.nextInt(1024)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            int kept = Math.min(bytes.length, random.nextInt(1, 64));
            System.arraycopy(sample, 0, bytes, 0, Math.min(kept, sample.length));
        }
        return bytes;
    }

    private byte[] truncated(byte[] sample) {
        return Arrays.copyOf(sample, random.nextInt(sample.length));
    }

    private byte[] flipped(byte[] sample) {
        byte[] bytes = sample.clone();
        int flips = 1 + random.nextInt(1 + random.nextInt(50));
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private void record(Decoded decoded) {
        if (decoded instanceof Failed failed) {
            assertThat(failed.detail()).isNotBlank().doesNotContain("the decoder failed with");
            outcomes.merge(failed.error().name(), 1, Integer::sum);
        } else {
            assertThat(((Pictures) decoded).pictures()).isNotEmpty();
            outcomes.merge("pictures", 1, Integer::sum);
        }
    }

    /** Resident size less the heap's, whose growth says nothing about native memory. */
    private static long nativeKib() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return residentKib() - (heap >> 10);
    }

    /** 0 where the system does not tell. */
    static long residentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }
}
