package dev.sluice.cli.load;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.event.ChatEvent;
import dev.sluice.event.EventCodec;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.Outgoing;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Topic;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes a plan's frames and chat at its pace, from one thread; what is late is sent at once and noted. */
final class LoadGenerator {
    /** A frame later than this makes the figures those of another load. */
    private static final long TOLERATED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LONGEST_SLEEP_NANOS = 50_000_000L;
    private static final List<String> SMALL_TALK = List.of(
            "hello from Porto",
            "what a nice view today",
            "LOL that was close, again please",
            "first time here, love the stream \uD83D\uDE00",
            "which song is this?",
            "gg wp everyone, see you tomorrow at the same time");

    /** For octal digits: letters that neither a symbol nor one of the others can stand for. */
    private static final String[] LETTERS = {"bcdfkmnp", "oruwxzhg"};

    private final LoadPlan plan;
    private final FramePool pool;
    private final Delivery delivery;
    private final EventProducer producer;
    private final EventCodec codec = new EventCodec();
    private volatile boolean stopped;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong chats = new AtomicLong();
    private volatile long worstNanos;
    private volatile long cpuNanos;

    LoadGenerator(LoadPlan plan, FramePool pool, Delivery delivery, EventProducer producer) {
        this.plan = plan;
        this.pool = pool;
        this.delivery = delivery;
        this.producer = producer;
    }

    /** Returns when all is published, or soon after {@link #stop}. */
    void run() throws CommandException, InterruptedException {
        for (int stream = 0; stream < plan.streams(); stream++) {
            tell(stream, StreamEvent.STARTED);
        }
        long start = System.nanoTime();
        try {
            for (int interval = 0; interval < plan.intervals() && !stopped; interval++) {
                for (int stream = 0; stream < plan.streams() && !stopped; stream++) {
                    int frame = plan.frameIn(interval, stream);
                    if (frame < 0 || frame >= plan.framesPerStream()) {
                        continue;
                    }
                    long due = start + plan.dueNanos(stream, interval);
                    sleepUntil(due);
                    worstNanos = Math.max(worstNanos, System.nanoTime() - due);
                    chat(System.nanoTime() - start);
                    publish(stream, delivery.frameAt(frame, plan.framesPerStream(), plan.framesPerSecond()));
                }
            }
        } finally {
            cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    /** Says that all streams are over. */
    void end() throws CommandException {
        for (int stream = 0; stream < plan.streams(); stream++) {
            tell(stream, StreamEvent.ENDED);
        }
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Frames so far, copies included. */
    long published() {
        return published.get();
    }

    long chats() {
        return chats.get();
    }

    /** By how much the latest frame was late. */
    long worstMillis() {
        return TimeUnit.NANOSECONDS.toMillis(worstNanos);
    }

    boolean keptPace() {
        return worstNanos <= TOLERATED_NANOS;
    }

    /** Processor time of the thread in {@link #run}, once it is over. */
    long cpuNanos() {
        return cpuNanos;
    }

    private void publish(int stream, int frame) throws CommandException {
        String id = plan.streamId(stream);
        FrameEvent event = new FrameEvent(
                id + "/" + frame,
                id,
                account(id),
                frame,
                plan.ptsMillis(frame),
                FramePool.CONTENT_TYPE,
                pool.frame(plan, stream, frame),
                null);
        int copies = deliver(codec.writeFrame(event, now(stream)));
        published.addAndGet(copies);
    }

    /** As many messages as are due by now. */
    private void chat(long elapsedNanos) throws CommandException {
        long due = (long) (elapsedNanos / 1e9 * plan.chatPerSecond());
        for (long chat = chats.get(); chat < due; chat++) {
            int stream = (int) (chat % plan.streams());
            String streamId = plan.streamId(stream);
            String messageId = streamId + "/chat/" + chat;
            // Scattered and numbered: the same text again and again in one stream would be a raid.
            int line = Math.floorMod(Long.hashCode(chat * 0x9E3779B97F4A7C15L), SMALL_TALK.size());
            String text = SMALL_TALK.get(line) + " " + spelled(chat);
            ChatEvent event = new ChatEvent(streamId, messageId, "viewer-" + chat % 1000, text, now(stream));
            deliver(codec.write(Topic.CHAT, streamId, messageId, event, now(stream)));
            chats.incrementAndGet();
        }
    }

    /**
     * A number in letters, no other number alike: digits may stand for letters, so that texts that differ only in them can
     * count as the same. Letters of the two rows take turns, so that none is said twice in a row and taken for one.
     */
    static String spelled(long number) {
        StringBuilder letters = new StringBuilder();
        for (char digit : Long.toOctalString(number).toCharArray()) {
            letters.append(LETTERS[letters.length() % LETTERS.length].charAt(digit - '0'));
        }
        return letters.toString();
    }

    private void tell(int stream, String phase) throws CommandException {
        String id = plan.streamId(stream);
        StreamEvent event = new StreamEvent(
                id,
                phase,
                "load",
                "",
                List.of(),
                new StreamEvent.Account(account(id), null, "", 0),
                -1,
                List.of(),
                now(stream));
        deliver(codec.write(Topic.STREAMS, id, id + "/" + phase, event, now(stream)));
    }

    /** By the clock of a stream's publisher. */
    private Instant now(int stream) {
        return Instant.now().plus(delivery.shiftOf(stream));
    }

    /** How many copies were sent. */
    private int deliver(Outgoing event) throws CommandException {
        for (int copy = 0; copy < delivery.copies(); copy++) {
            producer.send(event);
        }
        return delivery.copies();
    }

    private static String account(String streamId) {
        return "account-of-" + streamId;
    }

    private void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        while (left > 0 && !stopped) {
            // In slices, so that a signal ends the run at once.
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LONGEST_SLEEP_NANOS));
            left = nanos - System.nanoTime();
        }
    }
}
