package dev.sluice.cli.quickstart;

import dev.sluice.cli.BackgroundWork;
import dev.sluice.cli.CommandException;
import dev.sluice.cli.TemporaryFolder;
import dev.sluice.cli.flink.JobRest;
import dev.sluice.cli.flink.MiniFlink;
import dev.sluice.cli.kafka.EmbeddedBroker;
import dev.sluice.cli.kafka.EventFollower;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.cli.publish.Playback;
import dev.sluice.cli.publish.StreamPublisher;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.event.ChatEvent;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.KillAck;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.Topic;
import dev.sluice.event.VerdictEvent;
import dev.sluice.jobs.config.ScreeningOptions;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.RecordReader;
import dev.sluice.media.PictureSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Runs a world through a broker and a Flink cluster in this JVM, shows flags and kills, and sums up. */
public final class Quickstart {
    private static final String BANK = "known-violent";
    private static final int PARTITIONS = 2;
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(30);
    /** After the last frame was sampled: decode, match and write take far less. */
    private static final Duration SETTLE = Duration.ofMillis(1500);

    /** Streams go live one after another, as they do. */
    private static final long BETWEEN_STARTS_MILLIS = 250;

    private static final long SLICE_MILLIS = 20;

    private final World world;
    private final Settings settings;
    private final Display display;
    private final EventCodec codec = new EventCodec();
    private final Ledger ledger = new Ledger();
    private final Map<String, StreamPublisher> publishers = new LinkedHashMap<>();
    private final Set<String> reviewed = new HashSet<>();
    private final Set<String> obeyed = new HashSet<>();
    private volatile boolean over;
    private volatile boolean stopped;

    /**
     * How to run.
     *
     * @param webPort of Flink's web interface, 0 for a free one
     * @param keepRunning whether to stay until interrupted
     */
    public record Settings(Playback playback, int webPort, boolean keepRunning) {}

    public Quickstart(World world, Settings settings, Display display) {
        this.world = world;
        this.settings = settings;
        this.display = display;
    }

    /** Returns when the streams are over and everything they caused was shown. */
    public Summary run() throws Exception {
        display.status("starting Kafka (in this process)");
        try (TemporaryFolder folder = TemporaryFolder.create("sluice-quickstart");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("kafka"))) {
            KafkaConnection kafka = new KafkaConnection(
                    broker.bootstrapServers(), ScreeningOptions.TOPIC_PREFIX.defaultValue(), Map.of());
            new Topics(kafka).create(PARTITIONS, (short) 1);
            display.status("Kafka listens on " + broker.bootstrapServers());
            try (EventProducer producer = new EventProducer(kafka)) {
                producer.sendPolicy(policy());
                addKnownVideos(producer);
                display.status("starting Flink (in this process)");
                try (MiniFlink flink = MiniFlink.start(settings.webPort(), PARTITIONS, folder.path())) {
                    flink.submit(kafka);
                    display.status("the screening job runs; Flink's web interface: " + flink.webInterface());
                    return screen(kafka, producer, flink);
                }
            }
        }
    }

    /** Ends the streams and lets {@link #run} sum up what there is. May be called from any thread. */
    public void stop() {
        stopped = true;
        synchronized (publishers) {
            publishers.values().forEach(StreamPublisher::stop);
        }
    }

    private Summary screen(KafkaConnection kafka, EventProducer producer, MiniFlink flink) throws Exception {
        Instant start = Instant.now();
        ExecutorService workers = Executors.newCachedThreadPool();
        try (EventFollower follower = new EventFollower(kafka, List.of(Topic.FLAGS, Topic.KILLS), true)) {
            EventFollower.Handler taking = (topic, record) -> take(producer, topic, record);
            List<Future<?>> streams = new ArrayList<>();
            long startNanos = System.nanoTime();
            for (World.LiveStream stream : world.streams()) {
                if (stopped) {
                    break;
                }
                StreamPublisher publisher = new StreamPublisher(
                        producer, stream.id(), stream.account(), stream.what(), settings.playback());
                synchronized (publishers) {
                    publishers.put(stream.id(), publisher);
                }
                streams.add(workers.submit(() -> play(producer, stream, publisher, startNanos)));
                Thread.sleep(BETWEEN_STARTS_MILLIS);
                follower.poll(Duration.ZERO, taking);
            }
            Future<?> progress = workers.submit(() -> showProgress(flink));
            while (streams.stream().anyMatch(stream -> !stream.isDone())) {
                follower.poll(Duration.ofMillis(50), taking);
                requireHealth(flink);
            }
            for (Future<?> stream : streams) {
                BackgroundWork.finish(stream);
            }
            producer.flush();
            drain(flink, follower, taking);
            boolean interrupted = stopped;
            do {
                follower.poll(Duration.ofMillis(50), taking);
            } while (settings.keepRunning() && !stopped);
            over = true;
            BackgroundWork.finish(progress);
            return summary(flink, interrupted, Duration.between(start, Instant.now()));
        } finally {
            over = true;
            stop();
            workers.shutdownNow();
        }
    }

    private Void play(EventProducer producer, World.LiveStream stream, StreamPublisher publisher, long startNanos)
            throws Exception {
        long startsAt = startNanos
                + TimeUnit.MILLISECONDS.toNanos(
                        (long) (stream.startMillis() / settings.playback().speed()));
        while (!stopped && System.nanoTime() < startsAt) {
            Thread.sleep(SLICE_MILLIS);
        }
        if (stopped) {
            return null;
        }
        List<World.Moment> ahead = new ArrayList<>(stream.moments());
        try (PictureSource source = stream.video().open()) {
            publisher.play(source, ptsMillis -> {
                while (!ahead.isEmpty() && ahead.get(0).ptsMillis() <= ptsMillis) {
                    tell(producer, stream.id(), ahead.remove(0));
                }
            });
        }
        return null;
    }

    private static void tell(EventProducer producer, String streamId, World.Moment moment) throws CommandException {
        if (moment instanceof World.ChatLine line) {
            String messageId = streamId + "/" + line.ptsMillis() + "/" + line.authorId();
            ChatEvent event = new ChatEvent(streamId, messageId, line.authorId(), line.text(), Instant.now());
            producer.send(Topic.CHAT, streamId, messageId, event);
        } else if (moment instanceof World.Report report) {
            String reportId = streamId + "/report/" + report.reporterId();
            ReportEvent event = new ReportEvent(
                    streamId, reportId, report.reporterId(), report.reason(), report.credibility(), "", Instant.now());
            producer.send(Topic.REPORTS, streamId, reportId, event);
        }
    }

    private void addKnownVideos(EventProducer producer) throws Exception {
        for (World.KnownVideo known : world.known()) {
            try (PictureSource source = known.video().open()) {
                int fingerprints = new Signatures(producer, BANK, "quickstart", Instant.now())
                        .addVideo(known.id(), source, Signatures.Work.USUAL)
                        .fingerprints();
                display.status("signature " + BANK + "/" + known.id() + ": " + fingerprints + " fingerprints");
            }
        }
        producer.flush();
    }

    private void take(EventProducer producer, Topic topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            if (topic == Topic.FLAGS) {
                Flag flag = codec.readFlag(RecordReader.message(record));
                ledger.note(flag, record.timestamp());
                display.flag(flag, record);
                review(producer, flag);
            } else {
                Kill kill = codec.readKill(RecordReader.message(record));
                ledger.note(kill);
                display.kill(kill, record);
                obey(producer, kill);
            }
        } catch (MalformedEventException e) {
            throw new IllegalStateException("Sluice wrote what it cannot read: " + e.getMessage(), e);
        } catch (CommandException e) {
            throw new IllegalStateException("an answer could not be sent: " + e.getMessage(), e);
        }
    }

    /** What reviewers do with a flag, each once. */
    private void review(EventProducer producer, Flag flag) throws CommandException {
        Optional<World.Review> review = world.streams().stream()
                .filter(stream -> stream.id().equals(flag.streamId()))
                .flatMap(stream -> stream.review().stream())
                .filter(wanted -> wanted.reason().equals(flag.reason()))
                .findFirst();
        if (review.isEmpty() || !reviewed.add(flag.flagId())) {
            return;
        }
        for (String reviewer : review.get().reviewers()) {
            VerdictEvent verdict = new VerdictEvent(
                    flag.streamId(), flag.flagId(), reviewer, VerdictEvent.CONFIRM, "", "", true, Instant.now());
            producer.send(Topic.VERDICTS, flag.streamId(), flag.flagId() + "/" + reviewer, verdict);
            display.verdict(verdict);
        }
    }

    /** What streaming infrastructure does with a kill. */
    private void obey(EventProducer producer, Kill kill) throws CommandException {
        StreamPublisher publisher = publishers.get(kill.streamId());
        if (publisher == null) {
            return;
        }
        Instant now = Instant.now();
        String result = KillAck.EXPIRED;
        if (now.isBefore(kill.expiresAt())) {
            publisher.stop();
            result = obeyed.add(kill.streamId()) ? KillAck.APPLIED : KillAck.ALREADY;
        }
        KillAck ack = new KillAck(kill.killId(), kill.streamId(), result, now);
        producer.send(Topic.KILL_ACKS, kill.streamId(), kill.killId() + "/" + result, ack);
    }

    /** Waits until the job has seen every frame that was published, and what follows from them was written. */
    private void drain(MiniFlink flink, EventFollower follower, EventFollower.Handler taking) throws Exception {
        long end = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        while (!stopped && flink.rest().frames().seen() < published() && System.nanoTime() < end) {
            follower.poll(Duration.ofMillis(100), taking);
        }
        long settled = System.nanoTime() + SETTLE.toNanos();
        while (System.nanoTime() < settled) {
            follower.poll(Duration.ofMillis(100), taking);
        }
    }

    private static void requireHealth(MiniFlink flink) throws Exception {
        if (flink.status().isGloballyTerminalState()) {
            throw new CommandException("the screening job ended: " + flink.status());
        }
    }

    private Void showProgress(MiniFlink flink) throws Exception {
        while (!over) {
            display.progress(
                    world.streams().size(),
                    published(),
                    flink.rest().frames().sampled(),
                    ledger.flags(),
                    ledger.kills());
            Thread.sleep(1000);
        }
        return null;
    }

    private long published() {
        synchronized (publishers) {
            return publishers.values().stream()
                    .mapToLong(StreamPublisher::published)
                    .sum();
        }
    }

    private Summary summary(MiniFlink flink, boolean interrupted, Duration took) throws Exception {
        List<Summary.StreamResult> results = new ArrayList<>();
        for (World.LiveStream stream : world.streams()) {
            StreamPublisher publisher = publishers.get(stream.id());
            results.add(new Summary.StreamResult(
                    stream.id(),
                    stream.what(),
                    publisher == null ? 0 : publisher.published(),
                    ledger.flagsOf(stream.id()),
                    ledger.killOf(stream.id()),
                    stream.ending()));
        }
        JobRest.Frames frames = flink.rest().frames();
        return new Summary(
                interrupted,
                results,
                frames.seen(),
                frames.sampled(),
                frames.shed(),
                ledger.flags(),
                ledger.kills(),
                ledger.samples(),
                ledger.latency(0.5),
                ledger.latency(0.99),
                flink.rest().restarts(),
                took);
    }

    private static String policy() throws IOException {
        try (InputStream in = Quickstart.class.getResourceAsStream("/quickstart/policy.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
