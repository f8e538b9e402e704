package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged payloads of every type: the JVM lives, memory stays, and every answer is pictures or a named error. */
class FrameDecoderFuzzTest {
    private static final int CASES_PER_SEED = 2_200;
    private static final long LARGEST_GROWTH = 192L << 20;

    @Test
    void noDamageCrashesLeaksOrHangs() throws IOException {
        Random random = new Random(20260301);
        Map<DecodeError, Integer> errors = new EnumMap<>(DecodeError.class);
        int cases = 0;
        int pictures = 0;
        long residentAfterWarmUp = 0;
        try (FrameDecoder decoder = new FrameDecoder()) {
            for (int round = 0; round < CASES_PER_SEED; round++) {
                for (Seed seed : Seed.ALL) {
                    byte[] damaged = damage(seed.bytes(), random, round);
                    Decoded decoded = decoder.decode(seed.contentType(), damaged);
                    cases++;
                    if (decoded instanceof Decoded.Failed failed) {
                        errors.merge(failed.error(), 1, Integer::sum);
                        assertThat(failed.detail()).isNotBlank();
                    } else {
                        pictures++;
                    }
                }
                if (round == CASES_PER_SEED / 4) {
                    residentAfterWarmUp = resident();
                }
            }
        }
        System.out.println("fuzz: " + cases + " cases, " + pictures + " decoded, " + errors);
        assertThat(cases).isGreaterThanOrEqualTo(20_000);
        assertThat(errors).doesNotContainKey(DecodeError.TIMEOUT);
        assertThat(resident() - residentAfterWarmUp).isLessThan(LARGEST_GROWTH);
    }

    private static byte[] damage(byte[] valid, Random random, int round) {
        byte[] bytes = valid.clone();
        switch (round % 5) {
            case 0 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            case 1 -> flip(bytes, random, 1);
            case 2 -> flip(bytes, random, 1 + random.nextInt(64));
            case 3 -> {
                // The first bytes stay, so that the random rest meets the decoder and not only the magic check.
                byte[] noise = new byte[bytes.length];
                random.nextBytes(noise);
                int kept = Math.min(bytes.length, 16 + random.nextInt(200));
                System.arraycopy(noise, kept, bytes, kept, bytes.length - kept);
            }
            default -> {
                bytes = new byte[1 + random.nextInt(4096)];
                random.nextBytes(bytes);
            }
        }
        return bytes;
    }

    private static void flip(byte[] bytes, Random random, int bits) {
        for (int i = 0; i < bits; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    /** Resident size of this process in bytes; 0 where the system does not tell. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
