package dev.sluice.cli.bench;

import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.jobs.kafka.CatalogueHolder;
import dev.sluice.jobs.kafka.CatalogueLease;
import dev.sluice.jobs.kafka.KafkaConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Fills a topic with signatures and loads them as a TaskManager does, in a process of its own: {@code SIGNATURES
 * FRAMES_EACH}. Prints how long that takes, what memory it needs, and how soon one more signature, or one less, is in
 * force. Run by {@code scripts/bench catalogue}.
 */
public final class CatalogueBenchmark {
    private static final String PREFIX = "bench.";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long FRAME_MILLIS = 33;

    private CatalogueBenchmark() {}

    public static void main(String... arguments) throws Exception {
        if (arguments.length == 1) {
            load(connection(arguments[0]));
            return;
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaConnection connection = connection(broker.bootstrapServers());
            new Topics(connection).create(1, (short) 1);
            fill(connection, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(option -> option.startsWith("-X"))
                    .forEach(command::add);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    CatalogueBenchmark.class.getName(),
                    broker.bootstrapServers()));
            new ProcessBuilder(command).inheritIO().start().waitFor();
        }
    }

    private static KafkaConnection connection(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, PREFIX, Map.of());
    }

    private static void fill(KafkaConnection connection, int signatures, int framesEach) throws Exception {
        KafkaConnection batching =
                new KafkaConnection(connection.bootstrapServers(), PREFIX, Map.of("batch.size", "262144"));
        SplittableRandom random = new SplittableRandom(1);
        long start = System.nanoTime();
        try (EventProducer producer = new EventProducer(batching)) {
            for (int i = 0; i < signatures; i++) {
                put(producer, "s" + i, framesEach, random);
            }
            producer.flush();
        }
        System.out.printf(
                "%d signatures of %d frames written in %.0f s%n", signatures, framesEach, secondsSince(start));
    }

    private static void put(EventProducer producer, String id, int frames, SplittableRandom random) throws Exception {
        List<SignatureEvent.Frame> all = new ArrayList<>(frames);
        for (int i = 0; i < frames; i++) {
            PdqHash hash = new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            all.add(new SignatureEvent.Frame(hash.toHex(), 100, i * FRAME_MILLIS));
        }
        String media = frames == 1 ? SignatureEvent.IMAGE : SignatureEvent.VIDEO;
        SignatureEvent event = new SignatureEvent("bench", id, media, "POSITIVE", "bench", Instant.EPOCH, all);
        producer.send(Topic.SIGNATURES, "bench/" + id, id, event);
    }

    private static void load(KafkaConnection connection) throws Exception {
        long start = System.nanoTime();
        try (CatalogueLease lease = CatalogueHolder.acquire(connection, PATIENCE);
                EventProducer producer = new EventProducer(connection)) {
            System.out.printf(
                    "%d signatures, %d frames loaded in %.1f s; peak of the process %s%n",
                    lease.current().signatures(),
                    lease.current().index().size(),
                    secondsSince(start),
                    peakOfTheProcess());
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            Runtime runtime = Runtime.getRuntime();
            System.out.printf("%.2f GB live on the heap%n", (runtime.totalMemory() - runtime.freeMemory()) / 1e9);
            SplittableRandom random = new SplittableRandom(2);
            for (int i = 0; i < 3; i++) {
                long before = lease.current().version();
                long added = System.nanoTime();
                put(producer, "more", 1000, random);
                producer.flush();
                await(lease, before);
                System.out.printf("1000 more frames in force %.3f s after they were sent", secondsSince(added));
                before = lease.current().version();
                long removed = System.nanoTime();
                producer.sendTombstone(Topic.SIGNATURES, "bench/more");
                producer.flush();
                await(lease, before);
                System.out.printf(", out of force after %.3f s%n", secondsSince(removed));
            }
        }
    }

    private static void await(CatalogueLease lease, long version) throws InterruptedException {
        while (lease.current().version() == version) {
            Thread.sleep(1);
        }
    }

    /** As Linux counts it: the heap with its garbage, and all else. */
    private static String peakOfTheProcess() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\D", ""))
                .map(kilobytes -> String.format("%.2f GB", Long.parseLong(kilobytes) * 1024 / 1e9))
                .findFirst()
                .orElse("unknown");
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
