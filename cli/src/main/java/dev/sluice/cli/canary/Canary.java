package dev.sluice.cli.canary;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.kafka.EventFollower;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.cli.lists.SignatureKeys;
import dev.sluice.cli.reference.Signatures;
import dev.sluice.event.EventCodec;
import dev.sluice.event.Flag;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Topic;
import dev.sluice.event.VerdictEvent;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.kafka.LatestPolicy;
import dev.sluice.jobs.kafka.RecordReader;
import dev.sluice.media.MediaException;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import dev.sluice.signature.Bank;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Streams a harmless known picture through the whole path and waits for its flag, which it then answers itself, so that it
 * stays in no reviewer's queue; one that comes too late for its round is answered in a later one. Each round has connections of
 * its own: what went wrong in one does not spoil the next.
 */
public final class Canary {
    /** Each canary stream's id begins so; consumers of flags may leave them out. */
    public static final String STREAM_PREFIX = "canary-";

    /** Who streams. */
    public static final String ACCOUNT = "sluice-canary";

    private static final String SIGNATURE = "canary";
    private static final Duration POLL = Duration.ofMillis(50);
    /** A day's, at one a minute. */
    private static final int MOST_UNANSWERED = 1440;

    private final KafkaConnection connection;
    private final Settings settings;
    private final CanaryFrames frames;
    private final EventCodec codec = new EventCodec();
    /** Streams whose flag has not come yet, the oldest first, and up to where flags were read while they were awaited. */
    private final Set<String> unanswered = new LinkedHashSet<>();

    private Map<TopicPartition, Long> readUntil = Map.of();
    private boolean signatureKnown;
    private volatile boolean stopped;

    /**
     * How to try.
     *
     * @param bank of the canary's signature, and of nothing else
     * @param objective within which the flag should come
     * @param patience after which it counts as missing, at least the objective
     */
    public record Settings(String bank, Duration objective, Duration patience) {}

    public Canary(KafkaConnection connection, Settings settings) throws MediaException {
        this.connection = connection;
        this.settings = settings;
        this.frames = CanaryFrames.render();
    }

    /**
     * One stream, from start to end.
     *
     * @return empty if {@link #stop} came in between
     * @throws CommandException if it could not be tried
     * @throws org.apache.kafka.common.KafkaException likewise
     */
    public Optional<CanaryRound> round() throws CommandException {
        new Topics(connection)
                .require(Topic.FRAMES, Topic.STREAMS, Topic.SIGNATURES, Topic.POLICY, Topic.VERDICTS, Topic.FLAGS);
        requireHarmlessBank();
        String streamId = STREAM_PREFIX + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36), Character.MAX_RADIX);
        try (EventProducer producer = new EventProducer(connection);
                EventFollower follower = new EventFollower(
                        connection, List.of(Topic.FLAGS), unanswered.isEmpty() ? Map.of() : readUntil)) {
            requireSignature(producer);
            tell(producer, streamId, StreamEvent.STARTED);
            // The first write waits for the brokers' addresses; that is not the path that is timed.
            producer.flush();
            await(streamId);
            try {
                return watch(producer, follower, streamId);
            } finally {
                readUntil = follower.positions();
                tell(producer, streamId, StreamEvent.ENDED);
                producer.flush();
            }
        }
    }

    /** Ends the round that runs, and its stream, soon. May be called from any thread. */
    public void stop() {
        stopped = true;
    }

    private void await(String streamId) {
        unanswered.add(streamId);
        if (unanswered.size() > MOST_UNANSWERED) {
            unanswered.remove(unanswered.iterator().next());
        }
    }

    private Optional<CanaryRound> watch(EventProducer producer, EventFollower follower, String streamId)
            throws CommandException {
        long begun = System.nanoTime();
        for (FrameEvent frame : frames.of(streamId, ACCOUNT)) {
            producer.send(frame);
        }
        producer.flush();
        while (!stopped && System.nanoTime() - begun < settings.patience().toNanos()) {
            List<Flag> own = new ArrayList<>();
            follower.poll(POLL, (topic, record) -> flag(record).ifPresent(own::add));
            Duration latency = Duration.ofNanos(System.nanoTime() - begun);
            for (Flag flag : own) {
                answer(producer, flag);
            }
            if (!unanswered.contains(streamId)) {
                return Optional.of(CanaryRound.flagged(streamId, latency, settings.objective(), settings.patience()));
            }
        }
        return stopped ? Optional.empty() : Optional.of(CanaryRound.missing(streamId));
    }

    /** A duplicate: it closes the flag, says nothing against the signature, and teaches nothing. */
    private void answer(EventProducer producer, Flag flag) throws CommandException {
        if (!unanswered.contains(flag.streamId())) {
            return;
        }
        VerdictEvent verdict = new VerdictEvent(
                flag.streamId(),
                flag.flagId(),
                ACCOUNT,
                VerdictEvent.DUPLICATE,
                "",
                "the canary's own flag",
                false,
                Instant.now());
        producer.send(Topic.VERDICTS, flag.streamId(), flag.flagId() + "/" + ACCOUNT, verdict);
        unanswered.remove(flag.streamId());
    }

    private void tell(EventProducer producer, String streamId, String phase) throws CommandException {
        StreamEvent.Account account = new StreamEvent.Account(ACCOUNT, null, "", 0);
        StreamEvent event =
                new StreamEvent(streamId, phase, "canary", "", List.of(), account, -1, List.of(), Instant.now());
        producer.send(Topic.STREAMS, streamId, streamId + "/" + phase, event);
    }

    /** Looks once: a list of millions takes a while to read. */
    private void requireSignature(EventProducer producer) throws CommandException {
        if (signatureKnown) {
            return;
        }
        if (SignatureKeys.read(connection, settings.bank(), Set.of(SIGNATURE)).isEmpty()) {
            new Signatures(producer, settings.bank(), ACCOUNT, Instant.now()).addPicture(SIGNATURE, frames.known());
            producer.flush();
        }
        signatureKnown = true;
    }

    /** Each time: a policy may change between rounds. One that does not name the bank flags and never kills. */
    private void requireHarmlessBank() throws CommandException {
        Optional<LatestPolicy.Published> published = LatestPolicy.read(connection);
        if (published.isEmpty()) {
            return;
        }
        try {
            for (Bank bank : Policy.parse(published.get().text()).document().banks()) {
                if (bank.name().equals(settings.bank()) && (bank.killEligible() || bank.benign())) {
                    throw new CommandException(String.format(
                            Locale.ROOT,
                            "bank %s %s in the policy in force; the canary needs a bank of its own that only flags"
                                    + " (--bank, docs/metrics.md)",
                            bank.name(),
                            bank.killEligible() ? "may kill (kill_eligible)" : "is benign and never flags"));
                }
            }
        } catch (InvalidPolicyException e) {
            throw new CommandException("the policy in force cannot be read: " + e.getMessage(), e);
        }
    }

    /** A flag of the canary's picture on a stream of its own. */
    private Optional<Flag> flag(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(codec.readFlag(RecordReader.message(record)))
                    .filter(flag -> unanswered.contains(flag.streamId()))
                    .filter(flag -> flag.matches().stream()
                            .anyMatch(match -> match.bank().equals(settings.bank())));
        } catch (MalformedEventException e) {
            // Somebody else's record; the one waited for will show by itself.
            return Optional.empty();
        }
    }
}
