package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.fingerprint.Fingerprint;
import dev.sluice.fingerprint.FrameFingerprints;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.fingerprint.Variant;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.SignatureCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamScreeningTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant LISTED = NOW.minusSeconds(3600);
    private static final String ENFORCING = """
            version: test-1
            epoch: 1
            kills: {mode: ENFORCE, expiry_seconds: 300}
            banks:
              - {name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}
              - {name: slates, category: NONE, severity: 0.0, distance: 31, benign: true}
            terms:
              - {term: kill them, category: THREAT, weight: 0.5}
            publisher_allow_list: [news]
            """;

    private final List<PdqHash> film = film(1);

    @Test
    void anAlignedSequenceFlagsAndThenKills() throws InvalidPolicyException {
        Played played = play(ENFORCING, catalogue("terror", "POSITIVE", film, LISTED), "acc", film, false);

        assertThat(played.flags).extracting(Flag::priority).containsExactly("P1", "P0");
        assertThat(played.flags).extracting(Flag::revision).containsExactly(1, 2);
        assertThat(played.flags.get(0).flagId()).isEqualTo(played.flags.get(1).flagId());
        assertThat(played.flags.get(1).recommendedAction()).isEqualTo("KILL");
        assertThat(played.kills).hasSize(1);
        assertThat(played.kills.get(0).flagId()).isEqualTo(played.flags.get(0).flagId());
        assertThat(played.kills.get(0).expiresAt()).isAfter(NOW);
    }

    @Test
    void theSameStreamHasTheSameIdsWheneverItIsScreened() throws InvalidPolicyException {
        CatalogueSnapshot catalogue = catalogue("terror", "POSITIVE", film, LISTED);

        assertThat(play(ENFORCING, catalogue, "acc", film, false).kills)
                .extracting(Kill::killId)
                .isEqualTo(play(ENFORCING, catalogue, "acc", film, false).kills.stream()
                        .map(Kill::killId)
                        .toList());
    }

    @Test
    void anUnknownFilmRaisesNothing() throws InvalidPolicyException {
        Played played = play(ENFORCING, catalogue("terror", "POSITIVE", film(2), LISTED), "acc", film, false);

        assertThat(played.flags).isEmpty();
        assertThat(played.kills).isEmpty();
    }

    @Test
    void eachInterlockTurnsTheKillIntoAP0FlagThatNamesIt() throws InvalidPolicyException {
        CatalogueSnapshot listed = catalogue("terror", "POSITIVE", film, LISTED);

        assertNoKill(play(ENFORCING, listed, "news", film, false), "allow-listed");
        assertNoKill(play(ENFORCING, catalogue("terror", "DISPUTED", film, LISTED), "acc", film, false), "opinion");
        assertNoKill(play(ENFORCING, catalogue("other", "POSITIVE", film, LISTED), "acc", film, false), "bank other");
        assertNoKill(play(ENFORCING.replace("ENFORCE", "REVIEW"), listed, "acc", film, false), "every kill to review");
        assertNoKill(
                play(
                        ENFORCING.replace("kill_eligible: true", "kill_eligible: true, soak_seconds: 86400"),
                        listed,
                        "acc",
                        film,
                        false),
                "soak time");
    }

    @Test
    void partialPicturesFlagButNeverKill() throws InvalidPolicyException {
        Played played = play(ENFORCING, catalogue("terror", "POSITIVE", film, LISTED), "acc", film, true);

        assertThat(played.flags).extracting(Flag::priority).containsExactly("P1");
        assertThat(played.kills).isEmpty();
    }

    @Test
    void aStaticSceneIsNoSequenceHoweverLongItLasts() throws InvalidPolicyException {
        List<PdqHash> still = IntStream.range(0, 20).mapToObj(i -> film.get(0)).toList();
        Played played = play(ENFORCING, catalogue("terror", "POSITIVE", still, LISTED), "acc", still, false);

        assertThat(played.flags).extracting(Flag::priority).containsExactly("P1");
        assertThat(played.kills).isEmpty();
    }

    @Test
    void aBenignBankOutweighsTheOthers() throws InvalidPolicyException {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put("terror/v", signature("terror", "POSITIVE", film, LISTED), 0);
        catalogue.put("slates/v", signature("slates", "POSITIVE", film, LISTED), 1);

        assertThat(play(ENFORCING, catalogue.publish(2), "acc", film, false).flags)
                .isEmpty();
    }

    @Test
    void framesThatTurnOutBenignCountNoLongerForWhatIsFoundInTheSameMoment() throws InvalidPolicyException {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put("terror/v/0", part("terror", 10, 14), 0);
        Played played = play(ENFORCING, catalogue.publish(1), "acc", film, false);
        assertThat(played.kills).isEmpty();

        // With one frame more there would be a sequence, had the others not become harmless.
        catalogue.put("terror/v/1", part("terror", 0, 1), 1);
        catalogue.put("slates/v", part("slates", 10, 14), 2);
        StreamScreening informed =
                new StreamScreening(Policy.parse(ENFORCING), List.of(), catalogue.publish(3), "test");

        assertThat(informed.tick(played.state, NOW.plusSeconds(30)).kills()).isEmpty();
    }

    private SignatureEvent part(String bank, int from, int to) {
        List<SignatureEvent.Frame> frames = IntStream.range(from, to)
                .mapToObj(i -> new SignatureEvent.Frame(film.get(i).toHex(), 100, i * 500L))
                .toList();
        return new SignatureEvent(bank, "v", SignatureEvent.VIDEO, "POSITIVE", "test", LISTED, frames);
    }

    @Test
    void lookBackFindsWhatWasShownBeforeTheSignatureWasListed() throws InvalidPolicyException {
        Played played = play(ENFORCING, CatalogueSnapshot.EMPTY, "acc", film, false);
        assertThat(played.flags).isEmpty();

        StreamScreening informed = new StreamScreening(
                Policy.parse(ENFORCING), List.of(), catalogue("terror", "POSITIVE", film, LISTED), "test");
        Step step = informed.tick(played.state, NOW.plusSeconds(30));

        assertThat(step.kills()).hasSize(1);
        assertThat(informed.tick(step.state(), NOW.plusSeconds(31)).kills()).isEmpty();
    }

    @Test
    void aStreamThatStoppedAtItsKillIsNotKilledAgainForWhatItShowedBefore() throws InvalidPolicyException {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put("terror/v", signature("terror", "POSITIVE", film, LISTED), 0);
        Played played = play(ENFORCING, catalogue.publish(1), "acc", film, false);
        assertThat(played.kills).hasSize(1);
        Instant expired = NOW.plusSeconds(400);

        catalogue.put("other/v", signature("other", "POSITIVE", film, LISTED), 1);
        Step lookedBack = new StreamScreening(Policy.parse(ENFORCING), List.of(), catalogue.publish(2), "test")
                .tick(played.state, expired);
        Step underAnotherPolicy = new StreamScreening(
                        Policy.parse(ENFORCING.replace("test-1", "test-2")), List.of(), catalogue.publish(2), "test")
                .tick(played.state, expired);

        assertThat(lookedBack.flags()).as("what the new list knows is told").isNotEmpty();
        assertThat(lookedBack.kills()).isEmpty();
        assertThat(underAnotherPolicy.kills()).isEmpty();
    }

    @Test
    void aStreamThatGoesOnAfterItsKillExpiredIsKilledAgain() throws InvalidPolicyException {
        CatalogueSnapshot catalogue = catalogue("terror", "POSITIVE", film, LISTED);
        Played played = play(ENFORCING, catalogue, "acc", film, false);
        StreamScreening screening = new StreamScreening(Policy.parse(ENFORCING), List.of(), catalogue, "test");

        Instant held = NOW.plusSeconds(200);
        Step early = screening.apply(played.state, StreamInput.of(frameAt(held, 400, film.get(0))), held);
        Instant expired = NOW.plusSeconds(400);
        Step late = screening.apply(early.state(), StreamInput.of(frameAt(expired, 800, film.get(1))), expired);

        assertThat(early.kills()).isEmpty();
        assertThat(late.kills()).extracting(request -> request.kill().epoch()).containsExactly(2L);
    }

    @Test
    void aFirstMatchAsksForMoreFrames() throws InvalidPolicyException {
        StreamScreening screening = new StreamScreening(
                Policy.parse(ENFORCING), List.of(), catalogue("terror", "POSITIVE", film, LISTED), "test");

        Step step = screening.apply(null, StreamInput.of(frame(0, film.get(0), "acc", false)), NOW);

        assertThat(step.directives()).singleElement().satisfies(directive -> {
            assertThat(directive.framesPerSecond()).isEqualTo(4);
            assertThat(directive.until()).isEqualTo(NOW.plusSeconds(60));
        });
    }

    @Test
    void chatAloneFlagsOnceItHasSpeakersAndClearsWhenItFades() throws InvalidPolicyException {
        StreamScreening screening =
                new StreamScreening(Policy.parse(ENFORCING), List.of(), CatalogueSnapshot.EMPTY, "test");
        Step one = screening.apply(null, StreamInput.of(chat("a"), NOW.toEpochMilli()), NOW);
        Step again = screening.apply(one.state(), StreamInput.of(chat("a"), NOW.toEpochMilli()), NOW);
        Step two = screening.apply(again.state(), StreamInput.of(chat("b"), NOW.toEpochMilli()), NOW);

        assertThat(one.flags()).isEmpty();
        assertThat(again.flags()).isEmpty();
        assertThat(two.flags()).singleElement().satisfies(flag -> {
            assertThat(flag.reason()).isEqualTo(Flag.CHAT);
            assertThat(flag.recommendedAction()).isEqualTo("REVIEW");
        });
        assertThat(two.kills()).isEmpty();
        Step faded = screening.tick(two.state(), NOW.plusSeconds(400));
        assertThat(faded.flags()).as("it holds for a while").isEmpty();
        assertThat(screening.tick(faded.state(), NOW.plusSeconds(430)).flags())
                .extracting(Flag::state)
                .containsExactly(Flag.CLEARED);
    }

    @Test
    void theFramesOfAStreamThatEndedAreForgottenAfterTheLookBackAndTheRestAfterItsRetention()
            throws InvalidPolicyException {
        Played played = play(ENFORCING, catalogue("terror", "POSITIVE", film, LISTED), "acc", film, false);
        StreamScreening screening = new StreamScreening(
                Policy.parse(ENFORCING), List.of(), catalogue("terror", "POSITIVE", film, LISTED), "test");
        StreamEvent ended = new StreamEvent("s", StreamEvent.ENDED, "", "", null, null, -1, null, NOW);
        StreamState state =
                screening.apply(played.state, StreamInput.of(ended, 1), NOW).state();

        assertThat(screening.tick(state, NOW.plusSeconds(599)).state().frames().isEmpty())
                .isFalse();
        StreamState later = screening.tick(state, NOW.plusSeconds(601)).state();
        assertThat(later.frames().isEmpty()).isTrue();
        assertThat(later.flags()).isNotEmpty();
        assertThat(screening.tick(later, NOW.plusSeconds(3601)).state()).isNull();
    }

    private void assertNoKill(Played played, String reason) {
        assertThat(played.kills).as(reason).isEmpty();
        Flag last = played.flags.get(played.flags.size() - 1);
        assertThat(last.priority()).isEqualTo("P0");
        assertThat(last.recommendedAction()).isEqualTo("REVIEW_P0");
        assertThat(last.whyNotMore()).singleElement().asString().contains(reason);
    }

    @Test
    void aSequenceOfHalvesIsUrgentButNeverKills() throws Exception {
        List<PdqHash> film = film(1);
        StreamScreening screening = new StreamScreening(
                Policy.parse(ENFORCING), List.of(), catalogue("terror", "POSITIVE", film, LISTED), "test");
        List<Flag> flags = new ArrayList<>();
        StreamState state = null;
        for (int i = 0; i < film.size(); i++) {
            FrameFingerprints whole = frame(i, film.get(i), "acc", false);
            FrameFingerprints half = new FrameFingerprints(
                    "s",
                    "acc",
                    whole.ptsMillis(),
                    false,
                    List.of(new Fingerprint(Variant.TOP, film.get(i), 100)),
                    whole.coverage(),
                    whole.evidence());
            Step step = screening.apply(state, StreamInput.of(half), NOW.plusMillis(i * 500L));
            assertThat(step.kills()).isEmpty();
            flags.addAll(step.flags());
            state = step.state();
        }
        Flag last = flags.get(flags.size() - 1);
        assertThat(last.priority()).isEqualTo("P0");
        assertThat(last.whyNotMore()).anyMatch(why -> why.contains("only a part of the picture"));
    }

    private record Played(List<Flag> flags, List<Kill> kills, StreamState state) {}

    /** Shows the film at two frames a second. */
    private static Played play(
            String policy, CatalogueSnapshot catalogue, String account, List<PdqHash> film, boolean partial)
            throws InvalidPolicyException {
        StreamScreening screening = new StreamScreening(Policy.parse(policy), List.of(), catalogue, "test");
        List<Flag> flags = new ArrayList<>();
        List<Kill> kills = new ArrayList<>();
        StreamState state = null;
        for (int i = 0; i < film.size(); i++) {
            Step step = screening.apply(
                    state, StreamInput.of(frame(i, film.get(i), account, partial)), NOW.plusMillis(i * 500L));
            flags.addAll(step.flags());
            step.kills().forEach(request -> kills.add(request.kill()));
            state = step.state();
        }
        return new Played(flags, kills, state);
    }

    private static FrameFingerprints frame(int index, PdqHash hash, String account, boolean partial) {
        return new FrameFingerprints(
                "s",
                account,
                index * 500L,
                partial,
                List.of(new Fingerprint(Variant.ORIGINAL, hash, 100)),
                new Flag.Coverage(index + 1, index + 1, 0),
                new Flag.FrameEvidence("frames", 0, index, index, index * 500L, "", 0));
    }

    private static FrameFingerprints frameAt(Instant appendedAt, int index, PdqHash hash) {
        FrameFingerprints frame = frame(index, hash, "acc", false);
        return new FrameFingerprints(
                "s",
                "acc",
                frame.ptsMillis(),
                false,
                frame.fingerprints(),
                frame.coverage(),
                new Flag.FrameEvidence("frames", 0, index, index, frame.ptsMillis(), "", appendedAt.toEpochMilli()));
    }

    private static ChatMessage chat(String author) {
        List<ChatMessage.Hit> hits = List.of(new ChatMessage.Hit("kill them", "THREAT", 0.5));
        return new ChatMessage("s", author.hashCode(), 0, false, hits);
    }

    private static CatalogueSnapshot catalogue(String bank, String opinion, List<PdqHash> film, Instant addedAt) {
        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put(bank + "/v", signature(bank, opinion, film, addedAt), 0);
        return catalogue.publish(1);
    }

    private static SignatureEvent signature(String bank, String opinion, List<PdqHash> film, Instant addedAt) {
        List<SignatureEvent.Frame> frames = IntStream.range(0, film.size())
                .mapToObj(i -> new SignatureEvent.Frame(film.get(i).toHex(), 100, i * 500L))
                .toList();
        return new SignatureEvent(bank, "v", SignatureEvent.VIDEO, opinion, "test", addedAt, frames);
    }

    private static List<PdqHash> film(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, 20)
                .mapToObj(i -> new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()))
                .toList();
    }
}
