package dev.sluice.bench;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.RandomHashes;
import dev.sluice.signature.SignatureCatalogue;
import dev.sluice.signature.SignatureIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

/**
 * A query without match over hashes with 128 ones, and how long and how much memory the index takes to build (printed).
 * Signatures hold 1,000 frames each, as videos do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class IndexBenchmark {
    private static final int FRAMES_PER_SIGNATURE = 1000;
    private static final int QUERIES = 4096;

    @Param({"100000", "1000000", "10000000"})
    private int hashes;

    @Param({"31"})
    private int distance;

    private final RandomHashes randomHashes = new RandomHashes(new SplittableRandom(1));
    private PdqHash[] queries;
    private SignatureIndex index;
    private int next;

    @Setup
    public void build() {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        long before = usedBytes();
        for (int from = 0; from < hashes; from += FRAMES_PER_SIGNATURE) {
            List<SignatureEvent.Frame> frames = new ArrayList<>(FRAMES_PER_SIGNATURE);
            for (int i = 0; i < FRAMES_PER_SIGNATURE; i++) {
                frames.add(new SignatureEvent.Frame(randomHashes.balanced().toHex(), 100, i * 33L));
            }
            String id = "v" + from;
            catalogue.put(
                    "bank/" + id, new SignatureEvent("bank", id, SignatureEvent.VIDEO, null, "", null, frames), from);
        }
        long start = System.nanoTime();
        index = catalogue.publish(hashes).index();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%n%d hashes: built in %.2f s, %.1f bytes per hash all in%n",
                hashes, seconds, (usedBytes() - before) / (double) hashes);
        long appendStart = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            SignatureEvent.Frame frame =
                    new SignatureEvent.Frame(randomHashes.balanced().toHex(), 100, 0);
            catalogue.put(
                    "bank/new" + i,
                    new SignatureEvent("bank", "new" + i, SignatureEvent.IMAGE, null, "", null, List.of(frame)),
                    hashes + i);
        }
        index = catalogue.publish(hashes + 1000L).index();
        System.out.printf("1000 more visible after %.3f s%n", (System.nanoTime() - appendStart) / 1e9);
        queries = new PdqHash[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            queries[i] = randomHashes.balanced();
        }
    }

    @Benchmark
    public int queryWithoutMatch() {
        int[] found = new int[1];
        index.search(queries[next++ % QUERIES], distance, (frame, differing) -> found[0]++);
        return found[0];
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
