package dev.sluice.cli.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.BackgroundWork;
import dev.sluice.cli.CommandException;
import dev.sluice.cli.TemporaryFolder;
import dev.sluice.cli.flink.JobRest;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventFollower;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import dev.sluice.jobs.config.ScreeningOptions;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordReader;
import dev.sluice.policy.PolicyDocument;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts a load on Sluice, in this process or elsewhere, and tells what came of it. */
public final class LoadRun {
    private static final int PARTITIONS = 2;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOOKS_PER_LINE = 3;
    private static final Duration POLL = Duration.ofMillis(50);
    /** After the streams are over; what needs longer counts as not caught up. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(15);

    /** A job elsewhere may be just recovering from a fault. */
    private static final Duration DRAIN_PATIENCE_ELSEWHERE = Duration.ofSeconds(60);

    /** After hostile records: topics other than frames may be read later, and what was refused there shall be counted. */
    private static final Duration DEAD_LETTER_SILENCE = Duration.ofSeconds(4);

    /** With a broker elsewhere that is away; writes fail after three times as long. */
    private static final Duration OUTAGE_PATIENCE = Duration.ofMinutes(2);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
    /** More than {@code shed_after_seconds} can be reached in a run. */
    private static final int NEVER_SECONDS = 1_000_000;

    private final LoadPlan plan;
    private final Settings settings;
    private final Consumer<String> status;
    private final EventCodec codec = new EventCodec();
    private final LoadLedger ledger;
    private final Set<String> streamIds;
    private final ObjectMapper json = new ObjectMapper();
    private Map<String, Set<String>> passages = Map.of();
    private volatile boolean stopped;
    private volatile LoadGenerator generator;

    /**
     * How to run.
     *
     * @param bank of the planted signatures; on a Sluice elsewhere its policy must name it
     * @param sheds false for a policy under which a lagging job samples on as if nothing were; only in this process
     * @param haystack known frames that no stream shows, beside the planted video's; only in this process
     * @param hostile what is sent beside the load, or done to it
     * @param seed of hostile records: the same ones for the same seed
     */
    public record Settings(String bank, boolean sheds, int haystack, Set<Hostile> hostile, long seed) {
        public Settings {
            hostile = Set.copyOf(hostile);
        }

        /** A load without hostile records. */
        public Settings(String bank, boolean sheds) {
            this(bank, sheds, 0, Set.of(), 0);
        }
    }

    /** @param status hears, a line each, how far the run is */
    public LoadRun(LoadPlan plan, Settings settings, Consumer<String> status) {
        this.plan = plan;
        this.settings = settings;
        this.status = status;
        this.ledger = new LoadLedger(plan.plantedIds().toList());
        this.streamIds = plan.streamIds().collect(Collectors.toUnmodifiableSet());
    }

    /** Runs with a Kafka and a Flink of its own, in this process. */
    public LoadReport runEmbedded() throws Exception {
        plan.require();
        try {
            return runWithOwnKafkaAndFlink();
        } catch (Exception e) {
            // Libraries that are just being started fail in many ways when the process ends.
            if (generator == null) {
                requireNotStopped();
            }
            throw e;
        }
    }

    private LoadReport runWithOwnKafkaAndFlink() throws Exception {
        FramePool pool = pool();
        status.accept("starting Kafka and Flink (in this process)");
        try (TemporaryFolder folder = TemporaryFolder.create("sluice-load");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("kafka"))) {
            KafkaConnection kafka = new KafkaConnection(
                    broker.bootstrapServers(), ScreeningOptions.TOPIC_PREFIX.defaultValue(), Map.of());
            new Topics(kafka).create(PARTITIONS, (short) 1);
            try (EventProducer producer = EventProducer.ofMany(kafka, OUTAGE_PATIENCE)) {
                producer.sendPolicy(policy());
                add(pool, producer);
                bury(producer);
                requireNotStopped();
                try (MiniFlink flink = MiniFlink.start(0, PARTITIONS, folder.path(), rarelyWatched())) {
                    flink.submit(kafka);
                    LoadGenerator load = generator(pool, producer);
                    JobWatch watch = new JobWatch(
                            flink.rest(),
                            () -> processCpuNanos() - load.cpuNanos(),
                            "broker and all",
                            plan.lastsSeconds());
                    return load(kafka, producer, pool, load, Optional.of(watch));
                }
            }
        }
    }

    /**
     * Runs against a Sluice elsewhere; adds the planted signatures to its bank, and removes them at the end.
     *
     * @param flink where the REST interface of its Flink is, for figures of the job itself
     */
    public LoadReport runAgainst(KafkaConnection kafka, Optional<URI> flink) throws Exception {
        plan.require();
        Optional<JobWatch> watch = Optional.empty();
        if (flink.isPresent()) {
            JobRest job = JobRest.find(flink.get());
            watch = Optional.of(new JobWatch(job, job::taskManagersCpuNanos, "TaskManagers only", plan.lastsSeconds()));
        }
        new Topics(kafka)
                .require(
                        Topic.FRAMES,
                        Topic.CHAT,
                        Topic.STREAMS,
                        Topic.SIGNATURES,
                        Topic.FLAGS,
                        Topic.KILLS,
                        Topic.DEADLETTERS);
        FramePool pool = pool();
        try (EventProducer producer = EventProducer.ofMany(kafka, OUTAGE_PATIENCE)) {
            add(pool, producer);
            try {
                return load(kafka, producer, pool, generator(pool, producer), watch);
            } finally {
                for (SignatureEvent signature : pool.signatures()) {
                    producer.sendTombstone(Topic.SIGNATURES, key(signature));
                }
                if (settings.hostile().contains(Hostile.BAD_SIGNATURES)) {
                    for (String key : hostileRecords(pool).signatureKeys()) {
                        producer.sendTombstone(Topic.SIGNATURES, key);
                    }
                }
                producer.flush();
            }
        }
    }

    private FramePool pool() throws Exception {
        requireNotStopped();
        status.accept("coding the frames");
        FramePool pool = FramePool.of(plan, settings.bank(), Instant.now(), () -> stopped);
        requireNotStopped();
        return pool;
    }

    private void requireNotStopped() throws CommandException {
        if (stopped) {
            throw new CommandException("interrupted before the first frame was published");
        }
    }

    /** Ends the streams and lets the run sum up what there is. May be called from any thread. */
    public void stop() {
        stopped = true;
        LoadGenerator running = generator;
        if (running != null) {
            running.stop();
        }
    }

    private LoadGenerator generator(FramePool pool, EventProducer producer) {
        LoadGenerator load = new LoadGenerator(plan, pool, Delivery.of(settings.hostile()), producer);
        generator = load;
        if (stopped) {
            load.stop();
        }
        return load;
    }

    private static long processCpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private LoadReport load(
            KafkaConnection kafka, EventProducer producer, FramePool pool, LoadGenerator load, Optional<JobWatch> job)
            throws Exception {
        status.accept(String.format(
                Locale.ROOT,
                "publishing %,d streams at %s frames a second each, %d of them planted, for %d s",
                plan.streams(),
                plan.framesPerSecond(),
                plan.planted(),
                plan.seconds()));
        ExecutorService worker = Executors.newCachedThreadPool();
        HostileRecords records = hostileRecords(pool);
        List<Volley> volleys = settings.hostile().stream()
                .sorted()
                .flatMap(kind -> records.of(kind).stream())
                .toList();
        try (EventFollower follower =
                        new EventFollower(kafka, List.of(Topic.FLAGS, Topic.KILLS, Topic.DEADLETTERS), false);
                HostileGenerator hostile = new HostileGenerator(kafka, volleys)) {
            if (job.isPresent()) {
                job.get().start();
            }
            Future<?> publishing = worker.submit(() -> {
                load.run();
                return null;
            });
            Future<?> harassing = worker.submit(hostile);
            long nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
            int looks = 0;
            while (!publishing.isDone()) {
                follower.poll(POLL, this::take);
                if (System.nanoTime() >= nextLook) {
                    nextLook += BETWEEN_LOOKS.toNanos();
                    looks++;
                    look(load, job, looks % LOOKS_PER_LINE == 0);
                }
            }
            BackgroundWork.finish(publishing);
            hostile.stop();
            BackgroundWork.finish(harassing);
            producer.flush();
            if (job.isPresent()) {
                job.get().streamsOver(load.published());
            }
            passages = passages(pool, load);
            drain(load, job, follower);
            if (job.isPresent()) {
                askForCoverage(producer, follower);
            }
            load.end();
            producer.flush();
            return report(load, hostile, job);
        } finally {
            load.stop();
            worker.shutdownNow();
        }
    }

    private void look(LoadGenerator load, Optional<JobWatch> job, boolean tell) throws Exception {
        String screened = "";
        if (job.isPresent()) {
            JobRest.Frames counts = job.get().look(load.published());
            screened = String.format(
                    Locale.ROOT, ", %,d seen, %,d sampled, %,d shed", counts.seen(), counts.sampled(), counts.shed());
        }
        if (tell) {
            status.accept(String.format(
                    Locale.ROOT,
                    "%,d frames published%s; planted streams not flagged: %d",
                    load.published(),
                    screened,
                    ledger.missed().size()));
        }
    }

    /** Flink hands on all metrics of all tasks at once: twice a second that was a sixth of all processor time. */
    private static Configuration rarelyWatched() {
        Configuration configuration = new Configuration();
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(3));
        return configuration;
    }

    private void drain(LoadGenerator load, Optional<JobWatch> job, EventFollower follower) throws Exception {
        boolean harassed = !settings.hostile().isEmpty();
        boolean patient = job.isEmpty() || harassed;
        long end = System.nanoTime() + (patient ? DRAIN_PATIENCE_ELSEWHERE : DRAIN_PATIENCE).toNanos();
        long nextLook = System.nanoTime();
        long quietFrom = System.nanoTime() + (harassed ? DEAD_LETTER_SILENCE.toNanos() : 0);
        int deadLetters = 0;
        boolean seen = false;
        while (!stopped
                && System.nanoTime() < end
                && !(seen && ledger.missed().isEmpty() && missedPassages() == 0 && System.nanoTime() >= quietFrom)) {
            follower.poll(POLL, this::take);
            if (harassed && ledger.deadLetterCount() != deadLetters) {
                deadLetters = ledger.deadLetterCount();
                quietFrom = System.nanoTime() + DEAD_LETTER_SILENCE.toNanos();
            }
            if (job.isEmpty()) {
                seen = true;
            } else if (System.nanoTime() >= nextLook) {
                nextLook = System.nanoTime() + Duration.ofMillis(500).toNanos();
                seen = job.get().look(load.published()).seen() >= load.published();
            }
        }
    }

    /** A report brings a flag, and a flag says how many frames of its stream were sampled. */
    private void askForCoverage(EventProducer producer, EventFollower follower) throws CommandException {
        ledger.asking();
        String reason = PolicyDocument.Reports.DEFAULT.imminentReasons().get(0);
        for (String id : streamIds) {
            producer.send(
                    Topic.REPORTS,
                    id,
                    id + "/coverage",
                    new ReportEvent(id, id + "/coverage", "sluice-load", reason, 1, "", Instant.now()));
        }
        producer.flush();
        long end = System.nanoTime() + ANSWER_PATIENCE.toNanos();
        while (System.nanoTime() < end && ledger.answered() < plan.streams() && !stopped) {
            follower.poll(POLL, this::take);
        }
    }

    private void take(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            switch (topic) {
                case FLAGS -> {
                    var flag = codec.readFlag(RecordReader.message(record));
                    if (streamIds.contains(flag.streamId())) {
                        ledger.note(flag, record.timestamp());
                    }
                }
                case KILLS -> {
                    var kill = codec.readKill(RecordReader.message(record));
                    if (streamIds.contains(kill.streamId())) {
                        ledger.note(kill);
                    }
                }
                default ->
                    ledger.noteDeadLetter(
                            json.readTree(record.value()).path("error").asText());
            }
        } catch (MalformedEventException | IOException e) {
            throw new IllegalStateException("Sluice wrote what it cannot read: " + e.getMessage(), e);
        }
    }

    private HostileRecords hostileRecords(FramePool pool) {
        return new HostileRecords(plan.run(), settings.bank(), pool.harmless(), pool.small(), settings.seed());
    }

    /** What of the known video each planted stream has shown as a whole. */
    private Map<String, Set<String>> passages(FramePool pool, LoadGenerator load) {
        Map<String, Set<String>> passages = new HashMap<>();
        for (int stream = 0; stream < plan.planted(); stream++) {
            // One that was ended early has shown an unknown part.
            int frames = load.isStopped() ? 0 : plan.framesPerStream();
            passages.put(plan.streamId(stream), pool.passages(plan, stream, frames));
        }
        return passages;
    }

    private int missedPassages() {
        return passages.entrySet().stream()
                .mapToInt(entry -> ledger.missedPassages(entry.getKey(), entry.getValue()))
                .sum();
    }

    private LoadReport report(LoadGenerator load, HostileGenerator hostile, Optional<JobWatch> job) throws Exception {
        Optional<LoadReport.Job> figures = Optional.empty();
        if (job.isPresent()) {
            double floor = Math.min(PolicyDocument.Sampling.DEFAULT.floorFramesPerSecond(), plan.framesPerSecond());
            // The sampler's slack of a tenth, and the frame that was not sampled yet.
            double least = Math.max(0, Math.floor(0.9 * floor * plan.seconds()) - 1);
            figures = Optional.of(job.get().figures(load.published(), ledger.under(least, streamIds)));
        }
        return new LoadReport(
                plan,
                settings.sheds(),
                load.published(),
                load.chats(),
                load.keptPace(),
                load.worstMillis(),
                figures,
                ledger.missed(),
                ledger.falseFlags(),
                ledger.restreamed(),
                ledger.latency(),
                ledger.directedLatency(),
                new LoadReport.Passages(
                        passages.values().stream().mapToInt(Set::size).sum(), missedPassages()),
                ledger.kills(),
                new LoadReport.Hostility(settings.hostile(), hostile.taken(), hostile.refused(), ledger.deadLetters()),
                ledger.flaggedAtMillis(),
                stopped);
    }

    private static void add(FramePool pool, EventProducer producer) throws CommandException {
        for (SignatureEvent signature : pool.signatures()) {
            producer.send(Topic.SIGNATURES, key(signature), key(signature), signature);
        }
        producer.flush();
    }

    private void bury(EventProducer producer) throws CommandException {
        if (settings.haystack() > 0) {
            status.accept(String.format(Locale.ROOT, "listing %,d more known frames", settings.haystack()));
            Iterator<SignatureEvent> videos = new Haystack(settings.bank(), settings.seed())
                    .videos(settings.haystack())
                    .iterator();
            while (videos.hasNext() && !stopped) {
                SignatureEvent video = videos.next();
                producer.send(Topic.SIGNATURES, key(video), key(video), video);
            }
            producer.flush();
        }
    }

    private static String key(SignatureEvent signature) {
        return signature.bank() + "/" + signature.signatureId();
    }

    /** The shipped sampling, and a bank that flags and never kills: nobody here would end the streams. */
    private String policy() {
        String sampling = settings.sheds() ? "" : "sampling:\n  shed_after_seconds: " + NEVER_SECONDS + "\n";
        return """
                version: load-1
                epoch: 1
                banks:
                  - name: %s
                    category: TERRORISM
                    severity: 1.0
                    distance: 31
                    kill_eligible: false
                    benign: false
                    soak_seconds: 0
                """.formatted(settings.bank()) + sampling;
    }
}
