package dev.sluice.screening;

import dev.sluice.event.AccountNote;
import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.VerdictEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.policy.Incident;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.SignatureCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** One stream's story in a test: what happens to it, and what came out so far. */
final class Told {
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    final List<Flag> flags = new ArrayList<>();
    final List<KillRequest> kills = new ArrayList<>();
    final List<Directive> directives = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<KillVerdict> verdicts = new ArrayList<>();
    final List<SignatureUse> uses = new ArrayList<>();
    final List<AccountNote> notes = new ArrayList<>();
    final List<SignatureEvent> signatures = new ArrayList<>();

    private final String streamId;
    private final String accountId;
    private StreamScreening screening;
    private StreamState state;
    private Instant now = NOON;
    private long lateMillis;
    private int frames;

    Told(String streamId, String accountId, String policy, CatalogueSnapshot catalogue) {
        this.streamId = streamId;
        this.accountId = accountId;
        under(policy, catalogue);
    }

    Told under(String policy, CatalogueSnapshot catalogue, String... incidents) {
        try {
            List<Incident> declared = new ArrayList<>();
            for (String incident : incidents) {
                declared.add(Incident.parse(incident));
            }
            screening = new StreamScreening(Policy.parse(policy), declared, catalogue, "test");
        } catch (InvalidPolicyException e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    Told after(double seconds) {
        now = now.plusMillis(Math.round(seconds * 1000));
        return this;
    }

    /** What happens next is read so much later. */
    Told late(double seconds) {
        lateMillis = Math.round(seconds * 1000);
        return this;
    }

    long millis() {
        return now.toEpochMilli() - lateMillis;
    }

    StreamState state() {
        return state;
    }

    Told shows(PdqHash... hashes) {
        for (PdqHash hash : hashes) {
            long pts = frames * 500L;
            frames++;
            take(StreamInput.of(new FrameFingerprints(
                    streamId,
                    accountId,
                    pts,
                    false,
                    List.of(new Fingerprint(Variant.ORIGINAL, hash, 100)),
                    new Flag.Coverage(frames, frames, 0),
                    new Flag.FrameEvidence("frames", 0, frames, frames, pts, "", millis()))));
            after(0.5);
        }
        return this;
    }

    Told hears(String author, long textHash, String... termAndCategory) {
        List<ChatMessage.Hit> hits = new ArrayList<>();
        for (int i = 0; i < termAndCategory.length; i += 2) {
            hits.add(new ChatMessage.Hit(termAndCategory[i], termAndCategory[i + 1], 0.5));
        }
        return take(StreamInput.of(new ChatMessage(streamId, author.hashCode(), textHash, false, hits), millis()));
    }

    Told linked(String author, long textHash, String host, String category) {
        List<ChatMessage.Hit> hits = List.of(new ChatMessage.Hit(host, category, 0.1, true));
        return take(StreamInput.of(new ChatMessage(streamId, author.hashCode(), textHash, false, hits), millis()));
    }

    Told asked(String author) {
        return take(StreamInput.of(new ChatMessage(streamId, author.hashCode(), 0, true, List.of()), millis()));
    }

    Told reported(String reporter, String reason, double credibility) {
        return take(StreamInput.of(streamId, new Reported(reporter.hashCode(), reason, credibility, millis())));
    }

    Told judged(String reviewer, String decision, String flagId, boolean kill) {
        return take(StreamInput.of(
                new VerdictEvent(streamId, flagId, reviewer, decision, null, null, kill, now), millis()));
    }

    Told starts(StreamEvent.Account account, long viewers) {
        return take(StreamInput.of(
                new StreamEvent(streamId, StreamEvent.STARTED, "a title", "irl", null, account, viewers, null, now),
                millis()));
    }

    Told take(StreamInput input) {
        collect(screening.apply(state, input, now));
        return this;
    }

    Told tick() {
        if (state != null) {
            collect(screening.tick(state, now));
        }
        return this;
    }

    /** Lets a second pass at a time. */
    Told live(int seconds) {
        for (int i = 0; i < seconds; i++) {
            after(1).tick();
        }
        return this;
    }

    Flag flag(String reason) {
        return flags.stream()
                .filter(flag -> flag.reason().equals(reason))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no flag " + reason + " among "
                        + flags.stream().map(Flag::reason).toList()));
    }

    boolean hasFlag(String reason) {
        return flags.stream().anyMatch(flag -> flag.reason().equals(reason));
    }

    private void collect(Step step) {
        state = step.state();
        flags.addAll(step.flags());
        kills.addAll(step.kills());
        directives.addAll(step.directives());
        decisions.addAll(step.decisions());
        verdicts.addAll(step.verdicts());
        uses.addAll(step.uses());
        notes.addAll(step.notes());
        signatures.addAll(step.signatures());
    }

    /** Distinct pictures, each with 128 one-bits as PDQ makes them. */
    static PdqHash[] film(long seed, int frames) {
        Random random = new Random(seed);
        return IntStream.range(0, frames).mapToObj(i -> hash(random)).toArray(PdqHash[]::new);
    }

    private static PdqHash hash(Random random) {
        long a = random.nextLong();
        long b = random.nextLong();
        return new PdqHash(a, ~a, b, ~b);
    }

    static CatalogueSnapshot listed(String bank, PdqHash... film) {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put(bank + "/v", signature(bank, "v", film), 0);
        return catalogue.publish(1);
    }

    /** The same signature again, at a later version of the catalogue. */
    static CatalogueSnapshot relisted(String bank, PdqHash... film) {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put(bank + "/v", signature(bank, "v", film), 1);
        return catalogue.publish(2);
    }

    static SignatureEvent signature(String bank, String id, PdqHash... film) {
        List<SignatureEvent.Frame> frames = IntStream.range(0, film.length)
                .mapToObj(i -> new SignatureEvent.Frame(film[i].toHex(), 100, i * 500L))
                .toList();
        return new SignatureEvent(bank, id, SignatureEvent.VIDEO, "POSITIVE", "test", NOON.minusSeconds(3600), frames);
    }
}
