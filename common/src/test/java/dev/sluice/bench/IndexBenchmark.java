package dev.sluice.bench;

import dev.sluice.event.SignatureEvent;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.RandomHashes;
import dev.sluice.signature.SignatureCatalogue;
import dev.sluice.signature.SignatureIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * A query over hashes with 128 ones, and how long and how much memory the index takes to build (printed). Signatures hold
 * 1,000 frames each, as videos do.
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
    private static final int MOST_FLIPPED = 48;

    @Param({"100000", "1000000", "10000000"})
    private int hashes;

    @Param({"31"})
    private int distance;

    /**
     * {@code uniform}, or a folder with vPDQ text lists of real videos: the known hashes are then those of all but the first
     * of its files (by name), each with 0 to 48 bits flipped.
     */
    @Param({"uniform"})
    private String data;

    /** {@code uniform}; of real videos also {@code unrelated}, hashes of the first file, or {@code related}, of the others. */
    @Param({"uniform"})
    private String query;

    private final RandomHashes randomHashes = new RandomHashes(new SplittableRandom(1));
    private final Random random = new Random(2);
    private List<PdqHash> known = List.of();
    private PdqHash[] queries;
    private SignatureIndex index;
    private int next;

    @Setup
    public void build() throws IOException {
        List<PdqHash> unrelated = List.of();
        if (!data.equals("uniform")) {
            List<Path> files = files();
            unrelated = hashes(files.get(0));
            known = new ArrayList<>();
            for (Path file : files.subList(1, files.size())) {
                known.addAll(hashes(file));
            }
        }
        SignatureCatalogue catalogue = new SignatureCatalogue();
        long before = usedBytes();
        long nanos = 0;
        for (int from = 0; from < hashes; from += FRAMES_PER_SIGNATURE) {
            List<SignatureEvent.Frame> frames = new ArrayList<>(FRAMES_PER_SIGNATURE);
            for (int i = 0; i < FRAMES_PER_SIGNATURE; i++) {
                frames.add(new SignatureEvent.Frame(known().toHex(), 100, i * 33L));
            }
            String id = "v" + from;
            SignatureEvent event = new SignatureEvent("bank", id, SignatureEvent.VIDEO, null, "", null, frames);
            long start = System.nanoTime();
            catalogue.put("bank/" + id, event, from);
            nanos += System.nanoTime() - start;
        }
        long start = System.nanoTime();
        index = catalogue.publish(hashes).index();
        double seconds = (nanos + System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%n%d hashes: built from their events in %.2f s, %.1f bytes per hash all in%n",
                hashes, seconds, (usedBytes() - before) / (double) hashes);
        long appendStart = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            SignatureEvent.Frame frame = new SignatureEvent.Frame(known().toHex(), 100, 0);
            catalogue.put(
                    "bank/new" + i,
                    new SignatureEvent("bank", "new" + i, SignatureEvent.IMAGE, null, "", null, List.of(frame)),
                    hashes + i);
        }
        index = catalogue.publish(hashes + 1000L).index();
        System.out.printf("1000 more visible after %.3f s%n", (System.nanoTime() - appendStart) / 1e9);
        queries = new PdqHash[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            queries[i] = switch (query) {
                case "unrelated" -> perturbed(unrelated);
                case "related" -> perturbed(known);
                default -> randomHashes.balanced();
            };
        }
    }

    private PdqHash known() {
        return known.isEmpty() ? randomHashes.balanced() : perturbed(known);
    }

    private PdqHash perturbed(List<PdqHash> real) {
        return randomHashes.flipped(real.get(random.nextInt(real.size())), random.nextInt(MOST_FLIPPED + 1));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(data))) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static List<PdqHash> hashes(Path file) throws IOException {
        List<PdqHash> hashes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            PdqHash.parse(line.replaceAll("^[0-9]+,[0-9]+,|,[^,]*$", ""))
                    .filter(hash -> hash.weight() == 128)
                    .ifPresent(hashes::add);
        }
        return hashes;
    }

    @Benchmark
    public int query() {
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
