package dev.sluice.screening;

import dev.sluice.event.AccountEvent;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A small random world: accounts, what their streams show, what viewers and reviewers say, and what changes meanwhile. All
 * of it follows from a seed. Records arrive late, out of order by some seconds, or never.
 */
final class SimulatedWorld {
    /** Flags that do not depend on when records are worked in, only on which and in which order. */
    static final Set<String> TIMELESS = Set.of(Flag.SIGNATURE, Flag.IMMINENT_HARM, Flag.BLOCKED_ACCOUNT, Flag.RESTREAM);

    static final String NEWS = "news";
    static final long START = Told.NOON.toEpochMilli();

    private static final long FRAME_MILLIS = 500;
    private static final int FILM_FRAMES = 24;
    /** So many lists have one film: more than the signatures for which a stream keeps votes. */
    private static final int LISTS = 40;

    private static final long STILL_MILLIS = 100;
    /** Frames of one picture: more than the votes that are kept of a signature. */
    private static final int LONG_STILL = 70;

    private static final String DOOMED = "doomed";
    /** Known footage, by bank and signature. */
    static final Map<String, PdqHash[]> FILMS = films();

    private static final PdqHash[] HARMLESS = Told.film(50, 6);
    private static final String[] EXCHANGES =
            IntStream.range(0, LISTS).mapToObj(i -> "terror/copy" + i).toArray(String[]::new);
    private static final List<CatalogueSnapshot> CATALOGUES = catalogues();
    private static final String SETTINGS = """
            version: "%s"
            epoch: %d
            kills: {mode: %s, reviewers: %d, blocked_accounts: %s, per_minute: %d, per_hour: 4, expiry_seconds: %d}
            sequence: {frames: 5, span_millis: 2000}
            banks:
              - {name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}
              - {name: hate, category: HATE, severity: 0.7, distance: 31}
              - {name: house, category: TERRORISM, severity: 0.9, distance: 31, kill_eligible: true, soak_seconds: 86400}
              - {name: harmless, category: NONE, benign: true}
            chat: {wave_authors: 4, raid_new_authors: 10}
            reports: {weight: 0.3, cap: 0.8, burst_reporters: 3, imminent_reasons: [imminent-harm], imminent_deadline_seconds: 45}
            restreams: {accounts: 3, window_seconds: 600, frames: 4}
            risk: {raise: 0.6, clear: 0.3, hold_seconds: 3}
            publisher_allow_list: [%s]
            rules:
              - {id: bystanders, mode: ENFORCE, when: "chat.asks_if_real >= 2", weight: 0.5, group: chat,
                 half_life_seconds: 60, action: FLAG, priority: P1, category: THREAT}
              - {id: many, mode: REVIEW, when: "reports.reporters >= 4", action: FLAG, priority: P2, category: OTHER}
              - {id: all, mode: SHADOW, when: "matches.count > 0", action: FLAG, priority: P1, category: OTHER}
            """;
    private static final List<Policy> POLICIES = List.of(
            policy("p1", 1, "ENFORCE", 2, "ENFORCE", 2, 300, NEWS),
            policy("p2", 1, "ENFORCE", 1, "REVIEW", 1, 300, NEWS),
            policy("p3", 2, "ENFORCE", 2, "ENFORCE", 4, 300, NEWS + ", acc-2"),
            policy("p4", 1, "REVIEW", 1, "REVIEW", 2, 300, NEWS),
            policy("p5", 1, "ENFORCE", 2, "ENFORCE", 3, 5, NEWS));
    /** In which a kill holds for the whole of a world. */
    private static final int LASTING = 4;

    private static final List<Incident> CRISIS = List.of(incident());

    /** Streams that show known footage in full under a policy that kills for it: each must be asked to end. */
    final List<String> doomed = new ArrayList<>();

    /** Whether all that it asserts holds however late records are worked in. */
    final boolean timeless;

    final List<Arrival> arrivals = new ArrayList<>();
    final Policy policy;
    final List<Incident> incidents;
    final CatalogueSnapshot catalogue;

    private final long seed;
    private final Random random;
    private final int seconds;
    private int frames;

    SimulatedWorld(long seed) {
        this.seed = seed;
        random = new Random(seed * 0x9e3779b97f4a7c15L);
        timeless = seed % 2 == 0;
        seconds = 12 + random.nextInt(20);
        policy = anyPolicy();
        incidents = timeless || random.nextInt(3) > 0 ? List.of() : CRISIS;
        int version = crowded() ? 0 : Math.min(random.nextInt(2 * CATALOGUES.size()), CATALOGUES.size() - 1);
        catalogue = CATALOGUES.get(version);
        if (version + 1 < CATALOGUES.size() && random.nextInt(3) == 0) {
            arrivals.add(new Arrival.Listed(moment(), CATALOGUES.get(version + 1)));
        }
        if (random.nextInt(4) == 0) {
            List<Incident> declared = timeless || random.nextBoolean() ? List.of() : CRISIS;
            arrivals.add(new Arrival.Governed(moment(), anyPolicy(), declared));
        }
        boolean calm = arrivals.isEmpty() && policy == POLICIES.get(random.nextInt(2)) && (version > 0 || crowded());
        if (calm) {
            doom(version > 0 ? "terror/a" : EXCHANGES[0], seed % 16 == 8 ? LONG_STILL : 0);
        }
        int accounts = 1 + random.nextInt(4);
        for (int i = 0; i < accounts; i++) {
            account(random.nextInt(6) == 0 ? NEWS : "acc-" + i, i);
        }
        for (int second = 0; second < seconds + 8; second += 2) {
            arrivals.add(new Arrival.Tick(START + second * 1000L + 1));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::nowMillis));
    }

    Random random() {
        return random;
    }

    /** Whether what is shown in full is on more lists than a stream keeps votes for. */
    private boolean crowded() {
        return seed % 16 == 0;
    }

    private Policy anyPolicy() {
        return POLICIES.get(random.nextInt(timeless ? LASTING : POLICIES.size()));
    }

    private void account(String accountId, int number) {
        String film = random.nextInt(5) == 0
                ? "hate/b"
                : random.nextInt(8) == 0 ? "house/c" : random.nextInt(6) == 0 ? "terror/seed" : "terror/a";
        String streamId = "s" + number;
        double from = random.nextInt(4);
        start(streamId, accountId, from);
        switch (random.nextInt(6)) {
            case 0 -> show(streamId, accountId, film, from, 0, 2 + random.nextInt(3), 1);
            case 1 -> show(streamId, accountId, film, from, random.nextInt(8), 6 + random.nextInt(10), 1);
            case 2 -> {
                // Broken off and begun anew.
                int shown = 2 + random.nextInt(3);
                show(streamId, accountId, film, from, 0, shown, 2);
                end(streamId, accountId, from + 6);
                start(streamId + "-again", accountId, from + 7);
                show(streamId + "-again", accountId, film, from + 7.5, shown, 2 + random.nextInt(3), 2);
            }
            case 3 -> still(streamId, accountId, FILMS.get(film)[3], from);
            case 4 -> {
                show(streamId, accountId, film, from, 0, 3, 1);
                unknown(streamId, accountId, from + 3);
            }
            default -> unknown(streamId, accountId, from);
        }
        viewers(streamId, from);
        if (random.nextInt(40) == 0) {
            flood(streamId, accountId, from);
        }
        if (random.nextInt(4) == 0) {
            Instant until = random.nextInt(3) == 0 ? null : Instant.ofEpochMilli(START + 3_600_000);
            arrivals.add(new Arrival.Ruled(
                    moment(), new AccountEvent(accountId, "", random.nextInt(3), until, "", Told.NOON)));
        }
        if (random.nextInt(5) == 0) {
            end(streamId, accountId, from + 8 + random.nextInt(8));
        }
    }

    private void start(String streamId, String accountId, double second) {
        lifecycle(streamId, accountId, StreamEvent.STARTED, second);
    }

    private void end(String streamId, String accountId, double second) {
        lifecycle(streamId, accountId, StreamEvent.ENDED, second);
    }

    private void lifecycle(String streamId, String accountId, String phase, double second) {
        long at = START + Math.round(second * 1000);
        StreamEvent.Account account =
                new StreamEvent.Account(accountId, random.nextBoolean() ? Told.NOON.minusSeconds(60) : null, null, 0);
        String category = random.nextBoolean() ? "irl" : "music";
        StreamEvent event = new StreamEvent(
                streamId, phase, "a title", category, List.of(), account, 5, List.of(), Instant.ofEpochMilli(at));
        arrivals.add(new Arrival.Heard(at, StreamInput.of(event, at)));
    }

    /** Frames of a film, in an encoding, perhaps mirrored. */
    private void show(String streamId, String accountId, String film, double second, int from, int count, int step) {
        PdqHash[] pictures = FILMS.get(film);
        boolean mirrored = random.nextInt(5) == 0;
        boolean bad = random.nextInt(8) == 0;
        for (int i = 0; i < count && from + i * step < pictures.length; i++) {
            // Either plainly near or plainly not: what lies between depends on what was seen before it.
            int bits = random.nextInt(10) == 0 ? 60 : random.nextInt(14);
            PdqHash seen = noisy(pictures[from + i * step], bits);
            List<Fingerprint> prints = mirrored && random.nextInt(4) > 0
                    ? List.of(print(Variant.ORIGINAL, any()), print(Variant.MIRROR, seen))
                    : List.of(print(Variant.ORIGINAL, seen));
            frame(streamId, accountId, second + i * step * 0.5, bad || random.nextInt(12) == 0, prints);
        }
    }

    private void still(String streamId, String accountId, PdqHash picture, double second) {
        for (int i = 0; i < 20; i++) {
            PdqHash seen = noisy(picture, random.nextInt(3));
            frame(streamId, accountId, second + i * 0.5, false, List.of(print(Variant.ORIGINAL, seen)));
        }
    }

    private void unknown(String streamId, String accountId, double second) {
        for (int i = 0; i < 10; i++) {
            PdqHash seen = random.nextInt(5) == 0 ? noisy(HARMLESS[i % HARMLESS.length], 4) : any();
            frame(streamId, accountId, second + i * 0.5, false, List.of(print(Variant.ORIGINAL, seen)));
        }
    }

    private void frame(String streamId, String accountId, double second, boolean partial, List<Fingerprint> prints) {
        if (random.nextInt(30) == 0) {
            return;
        }
        long pts = Math.round(second * 1000);
        long at = START + pts + late();
        arrivals.add(new Arrival.Heard(at, frameAt(streamId, accountId, pts, at, partial, prints)));
    }

    private StreamInput frameAt(
            String streamId, String accountId, long pts, long at, boolean partial, List<Fingerprint> prints) {
        frames++;
        return StreamInput.of(new FrameFingerprints(
                streamId,
                accountId,
                pts,
                partial,
                prints,
                new Flag.Coverage(frames, frames, 0),
                new Flag.FrameEvidence("frames", 0, frames, frames, pts, "", at)));
    }

    private void viewers(String streamId, double from) {
        int said = random.nextInt(8);
        for (int i = 0; i < said; i++) {
            long at = START + Math.round(from * 1000) + random.nextInt(seconds * 1000);
            switch (random.nextInt(4)) {
                case 0 -> hear(at, StreamInput.of(streamId, report(random, at)));
                case 1 -> hear(at, StreamInput.of(streamId, score(random, at)));
                default -> hear(at, StreamInput.of(chat(streamId, random), at));
            }
        }
        if (random.nextInt(8) == 0) {
            raid(streamId, from + 2 + random.nextInt(8));
        }
    }

    /** Many who are new write against the streamer and things that would be evidence if others wrote them. */
    private void raid(String streamId, double second) {
        for (int i = 0; i < 14; i++) {
            long at = START + Math.round(second * 1000) + i * 100L;
            List<ChatMessage.Hit> hits = List.of(
                    new ChatMessage.Hit("go away", ChatActivity.HARASSMENT, 0.5),
                    new ChatMessage.Hit("kill them", "THREAT", 0.5));
            hear(at, StreamInput.of(new ChatMessage(streamId, 10_000 + i, 7, false, hits), at));
        }
    }

    /**
     * Shows known footage in full.
     *
     * @param still frames of one picture before it, which fill the votes
     */
    private void doom(String film, int still) {
        doomed.add(DOOMED);
        PdqHash[] pictures = FILMS.get(film);
        for (int i = 0; i < still; i++) {
            doomedFrame(1000 + i * STILL_MILLIS, noisy(pictures[0], random.nextInt(4)));
        }
        long from = 1000 + still * STILL_MILLIS;
        for (int i = 0; i < 10; i++) {
            doomedFrame(from + i * FRAME_MILLIS, noisy(pictures[i + 4], 8));
        }
    }

    private void doomedFrame(long pts, PdqHash seen) {
        long at = START + pts + late();
        arrivals.add(new Arrival.Heard(
                at, frameAt(DOOMED, "acc-d", pts, at, false, List.of(print(Variant.ORIGINAL, seen)))));
    }

    /** More of everything than is ever kept. */
    private void flood(String streamId, String accountId, double second) {
        long at = START + Math.round(second * 1000) + 1000;
        int kind = random.nextInt(6);
        for (int i = 0; i < 300; i++) {
            switch (kind) {
                case 0 -> hear(at, StreamInput.of(streamId, new Reported(i, "violence", 0.1 * (i % 4), at)));
                case 1 -> hear(at, StreamInput.of(streamId, new Score("source" + i, "gore", 0.001 * i, at)));
                case 2 -> {
                    List<ChatMessage.Hit> hits =
                            List.of(new ChatMessage.Hit("term" + i % 90, "C" + i % 3, 0.1 + 0.01 * (i % 70)));
                    hear(at, StreamInput.of(new ChatMessage(streamId, i % 80, i % 30, false, hits), at));
                }
                case 3 -> hear(at, StreamInput.of(new ChatMessage(streamId, i, i % 3, i % 2 == 0, List.of()), at));
                case 4 -> {
                    StreamInput.Resemblance same =
                            new StreamInput.Resemblance("x" + i % 100, "acc-x" + i % 100, i, i % 2 == 0, at);
                    hear(at, StreamInput.of(streamId, same, at));
                }
                default -> {
                    if (i < 8) {
                        // On many lists at once.
                        PdqHash seen = noisy(FILMS.get(EXCHANGES[0])[i], 6);
                        frame(streamId, accountId, second + i * 0.5, false, List.of(print(Variant.ORIGINAL, seen)));
                    }
                }
            }
            at += 7;
        }
    }

    private void hear(long atMillis, StreamInput input) {
        arrivals.add(new Arrival.Heard(atMillis, input));
    }

    static Reported report(Random random, long at) {
        String reason = random.nextInt(6) == 0 ? "imminent-harm" : random.nextBoolean() ? "violence" : "spam";
        return new Reported(random.nextInt(5), reason, random.nextInt(5) / 4.0, at);
    }

    static Score score(Random random, long at) {
        return new Score("source" + random.nextInt(2), random.nextBoolean() ? "gore" : "arms", random.nextDouble(), at);
    }

    static ChatMessage chat(String streamId, Random random) {
        int term = random.nextInt(4);
        List<ChatMessage.Hit> hits = term == 3
                ? List.of()
                : List.of(new ChatMessage.Hit("word" + term, term == 0 ? "THREAT" : "GORE", 0.3 + 0.1 * term));
        return new ChatMessage(streamId, random.nextInt(6), random.nextInt(3), random.nextInt(5) == 0, hits);
    }

    /** What reviewers say of a flag, and after how long; the same whenever they are asked. */
    List<Arrival> verdicts(Flag flag, long nowMillis) {
        Random reviewer = new Random(seed * 31 + flag.flagId().hashCode());
        boolean answered = reviewer.nextInt(3) == 0 && (!timeless || TIMELESS.contains(flag.reason()));
        if (!answered) {
            return List.of();
        }
        List<Arrival> said = new ArrayList<>();
        int people = 1 + reviewer.nextInt(3);
        for (int i = 0; i < people; i++) {
            String decision = reviewer.nextBoolean()
                    ? VerdictEvent.CONFIRM
                    : VerdictEvent.DECISIONS.get(reviewer.nextInt(VerdictEvent.DECISIONS.size()));
            long at = nowMillis + 500 + reviewer.nextInt(6000);
            VerdictEvent verdict = new VerdictEvent(
                    flag.streamId(),
                    flag.flagId(),
                    reviewer.nextBoolean() ? "ann" : "bob",
                    decision,
                    null,
                    null,
                    reviewer.nextBoolean(),
                    Instant.ofEpochMilli(at));
            said.add(new Arrival.Heard(at, StreamInput.of(verdict, at)));
        }
        return said;
    }

    private long moment() {
        return START + random.nextInt(seconds * 1000);
    }

    private long late() {
        return random.nextInt(4) == 0 ? random.nextInt(3000) : 20;
    }

    private PdqHash any() {
        long a = random.nextLong();
        long b = random.nextLong();
        return new PdqHash(a, ~a, b, ~b);
    }

    static Fingerprint print(Variant variant, PdqHash hash) {
        return new Fingerprint(variant, hash, 100);
    }

    /** Another encoding of a picture, so many bits away. */
    private PdqHash noisy(PdqHash hash, int bits) {
        long flipped = 0;
        while (Long.bitCount(flipped) < Math.min(bits / 2, 60)) {
            flipped |= 1L << random.nextInt(64);
        }
        // In pairs: of the 256 bits, half stay ones.
        return new PdqHash(hash.w0() ^ flipped, hash.w1() ^ flipped, hash.w2(), hash.w3());
    }

    private static Map<String, PdqHash[]> films() {
        Map<String, PdqHash[]> films = new HashMap<>();
        films.put("terror/a", Told.film(1, FILM_FRAMES));
        films.put("hate/b", Told.film(2, FILM_FRAMES));
        films.put("house/c", Told.film(3, FILM_FRAMES));
        films.put("terror/seed", Told.film(4, FILM_FRAMES));
        PdqHash[] copied = Told.film(5, FILM_FRAMES);
        IntStream.range(0, LISTS).forEach(i -> films.put("terror/copy" + i, copied));
        return Map.copyOf(films);
    }

    private static List<CatalogueSnapshot> catalogues() {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        List<CatalogueSnapshot> versions = new ArrayList<>();
        put(catalogue, "hate/b", 0);
        for (String copy : EXCHANGES) {
            put(catalogue, copy, 1);
        }
        versions.add(catalogue.publish(2));
        put(catalogue, "terror/a", 2);
        put(catalogue, "terror/seed", 3);
        versions.add(catalogue.publish(4));
        put(catalogue, "house/c", 4);
        catalogue.put("harmless/h", event("harmless", "h", HARMLESS), 5);
        versions.add(catalogue.publish(6));
        catalogue.remove("hate/b", 6);
        versions.add(catalogue.publish(7));
        return List.copyOf(versions);
    }

    private static void put(SignatureCatalogue catalogue, String key, long version) {
        int slash = key.indexOf('/');
        catalogue.put(key, event(key.substring(0, slash), key.substring(slash + 1), FILMS.get(key)), version);
    }

    private static SignatureEvent event(String bank, String id, PdqHash[] film) {
        List<SignatureEvent.Frame> frames = IntStream.range(0, film.length)
                .mapToObj(i -> new SignatureEvent.Frame(film[i].toHex(), 100, i * FRAME_MILLIS))
                .toList();
        return new SignatureEvent(
                bank,
                id,
                SignatureEvent.VIDEO,
                id.equals("seed") ? "INVESTIGATION_SEED" : SignatureEvent.POSITIVE,
                "test",
                Told.NOON.minusSeconds(3600),
                frames);
    }

    private static Policy policy(Object... settings) {
        try {
            return Policy.parse(SETTINGS.formatted(settings));
        } catch (InvalidPolicyException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Incident incident() {
        try {
            return Incident.parse("""
                    name: crisis
                    opened_at: 2026-11-25T12:00:05Z
                    expires_at: 2026-11-25T12:00:15Z
                    streams: stream.category == "irl"
                    risk: {raise: 0.3}
                    kills: {authority: [hate]}
                    """);
        } catch (InvalidPolicyException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Which frames of a film a frame may show: by comparing all with all, as no index does. */
    static Optional<Integer> shown(FrameFingerprints frame, PdqHash[] film, int bits) {
        for (Fingerprint fingerprint : frame.fingerprints()) {
            for (int i = 0; i < film.length; i++) {
                if (fingerprint.hash().distance(film[i]) <= bits) {
                    return Optional.of(i);
                }
            }
        }
        return Optional.empty();
    }
}
