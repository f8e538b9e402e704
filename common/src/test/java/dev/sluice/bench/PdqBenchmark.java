package dev.sluice.bench;

import dev.sluice.fingerprint.Fingerprinter;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.PdqHasher;
import dev.sluice.fingerprint.Symmetry;
import dev.sluice.media.LumaPlane;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a luma plane to its hash and quality, to its seven further symmetries, and to all variants. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PdqBenchmark {
    @Param({"640x360", "1280x720", "1920x1080"})
    private String size;

    private final PdqHasher hasher = new PdqHasher();
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private LumaPlane plane;
    private LumaPlane framed;
    private LumaPlane withInset;

    @Setup
    public void draw() {
        String[] sides = size.split("x", 2);
        int width = Integer.parseInt(sides[0]);
        int height = Integer.parseInt(sides[1]);
        plane = plane(width, height, 0);
        framed = plane(width, height, height / 8);
        withInset = laid(plane(width * 3 / 5, height * 3 / 5, 0), plane, width / 5, height / 4);
        hasher.load(plane);
    }

    private static LumaPlane plane(int width, int height, int border) {
        Random random = new Random(1);
        byte[] samples = new byte[width * height];
        for (int y = border; y < height - border; y++) {
            for (int x = 0; x < width; x++) {
                samples[y * width + x] =
                        (byte) (128 + 60 * Math.sin(x / 37.0) * Math.cos(y / 23.0) + random.nextInt(40));
            }
        }
        return new LumaPlane(width, height, samples);
    }

    /** Darker around, so that the edges show. */
    private static LumaPlane laid(LumaPlane small, LumaPlane large, int left, int top) {
        byte[] samples = large.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ((samples[i] & 0xFF) / 2);
        }
        for (int y = 0; y < small.height(); y++) {
            System.arraycopy(
                    small.samples(), y * small.width(), samples, (top + y) * large.width() + left, small.width());
        }
        return new LumaPlane(large.width(), large.height(), samples);
    }

    @Benchmark
    public PdqHash hashAndQuality() {
        hasher.load(plane);
        return hasher.hash(Symmetry.ORIGINAL);
    }

    @Benchmark
    public long sevenFurtherSymmetries() {
        long sum = 0;
        for (Symmetry symmetry : Symmetry.values()) {
            if (symmetry != Symmetry.ORIGINAL) {
                sum += hasher.hash(symmetry).w0();
            }
        }
        return sum;
    }

    @Benchmark
    public Object allVariants() {
        return fingerprinter.fingerprint(plane);
    }

    @Benchmark
    public Object allVariantsOfAFramedPicture() {
        return fingerprinter.fingerprint(framed);
    }

    @Benchmark
    public Object allVariantsOfAPictureInAPicture() {
        return fingerprinter.fingerprint(withInset);
    }
}
