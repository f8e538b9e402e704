package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Decision;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.KillAck;
import dev.sluice.event.VerdictEvent;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillFollowUpTest {
    private static final KillFollowUp FOLLOW_UP = following("{acknowledge_seconds: 10, repeats: 2}");
    private static final KillRequest REQUEST = request();
    private static final Kill KILL = REQUEST.kill();
    private static final Instant SENT = KILL.issuedAt();

    @Test
    void aKillWithoutAnAnswerIsSentAgainUnchangedAndThenPeopleAreToldOnce() {
        PendingKill pending = released(FOLLOW_UP);
        assertThat(FOLLOW_UP.tick(pending, at(9))).isEqualTo(new KillFollowUp.Result(pending, null, null, List.of()));

        for (long repeat = 1; repeat <= 2; repeat++) {
            KillFollowUp.Result again = FOLLOW_UP.tick(pending, at(10 * repeat));
            assertThat(again.again()).as("with the same id and epoch").isEqualTo(KILL);
            assertThat(again.flag()).isNull();
            assertThat(again.decisions()).extracting(Decision::action).containsExactly("KILL_REPEATED");
            pending = again.pending();
        }
        KillFollowUp.Result told = FOLLOW_UP.tick(pending, at(30));

        assertThat(told.again()).isNull();
        assertThat(told.flag().reason()).isEqualTo(Flag.KILL_UNACKNOWLEDGED);
        assertThat(told.flag().priority()).isEqualTo("P0");
        assertThat(told.flag().state()).isEqualTo(Flag.OPEN);
        assertThat(told.flag().revision()).isEqualTo(1);
        assertThat(told.flag().flagId()).isNotEqualTo(KILL.flagId());
        assertThat(told.flag().matches())
                .isEqualTo(REQUEST.otherwise().matches())
                .isNotEmpty();
        assertThat(told.flag().whyNotMore())
                .containsExactly("kill " + KILL.killId() + ": nobody acknowledged it, sent 3 times");
        assertThat(told.decisions()).extracting(Decision::action).containsExactly("KILL_UNACKNOWLEDGED");
        KillFollowUp.Result later = FOLLOW_UP.tick(told.pending(), at(30 + 3600));
        assertThat(later).isEqualTo(new KillFollowUp.Result(null, null, null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRM", "REJECT", "NEWS_CONTEXT", "COUNTER_SPEECH", "DUPLICATE"})
    void aReviewerWhoDecidesClosesTheFlagAndNothingMoreIsAwaited(String decision) {
        KillFollowUp.Result told = FOLLOW_UP.answer(released(FOLLOW_UP), ack(KillAck.FAILED), at(1));

        KillFollowUp.Result judged = FOLLOW_UP.judged(told.pending(), verdict(decision), at(5));

        assertThat(judged.pending()).isNull();
        assertThat(judged.again()).isNull();
        assertThat(judged.flag().flagId()).isEqualTo(told.flag().flagId());
        assertThat(judged.flag().state()).isEqualTo(Flag.CLEARED);
        assertThat(judged.flag().revision()).isEqualTo(told.flag().revision() + 1);
        assertThat(judged.decisions()).extracting(Decision::action).containsExactly("VERDICT");
    }

    @Test
    void aReviewerWhoLeavesItToOthersLeavesTheFlagOpen() {
        PendingKill told = FOLLOW_UP
                .answer(released(FOLLOW_UP), ack(KillAck.FAILED), at(1))
                .pending();
        for (String decision : List.of(VerdictEvent.ESCALATE, VerdictEvent.CANNOT_TELL, "WHATEVER")) {
            KillFollowUp.Result judged = FOLLOW_UP.judged(told, verdict(decision), at(5));

            assertThat(judged.pending()).isEqualTo(told);
            assertThat(judged.flag()).isNull();
            assertThat(judged.decisions()).extracting(Decision::action).containsExactly("VERDICT");
        }
    }

    @Test
    void aVerdictThatComesBeforeTheFlagOrAfterAllIsSettledIsRecordedAsIgnored() {
        PendingKill waiting = released(FOLLOW_UP);

        assertThat(FOLLOW_UP.judged(waiting, verdict("CONFIRM"), at(5)).pending())
                .isEqualTo(waiting);
        assertThat(FOLLOW_UP.judged(null, verdict("CONFIRM"), at(5)).decisions())
                .extracting(Decision::action)
                .containsExactly("VERDICT_IGNORED");
    }

    @ParameterizedTest
    @ValueSource(strings = {KillAck.APPLIED, KillAck.ALREADY})
    void anEndedStreamEndsTheWait(String result) {
        KillFollowUp.Result ended = FOLLOW_UP.answer(released(FOLLOW_UP), ack(result), at(1));

        assertThat(ended.pending()).isNull();
        assertThat(ended.flag()).isNull();
        assertThat(ended.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.action()).isEqualTo("KILL_ACKNOWLEDGED");
            assertThat(decision.reference()).isEqualTo(KILL.killId());
            assertThat(decision.reasons()).containsExactly(result + ", sent once");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {KillAck.FAILED, KillAck.REJECTED, KillAck.EXPIRED})
    void aStopperThatDidNotEndItIsToldToPeopleAtOnceAndALateEndTakesItBack(String result) {
        KillFollowUp.Result told = FOLLOW_UP.answer(released(FOLLOW_UP), ack(result), at(1));

        assertThat(told.flag().priority()).isEqualTo("P0");
        assertThat(told.flag().whyNotMore()).singleElement().asString().endsWith("the stopper answered " + result);
        assertThat(FOLLOW_UP.tick(told.pending(), at(100)).again())
                .as("never again")
                .isNull();
        assertThat(FOLLOW_UP.answer(told.pending(), ack(result), at(2)).flag())
                .as("the same answer delivered twice")
                .isNull();
        KillFollowUp.Result ended = FOLLOW_UP.answer(told.pending(), ack(KillAck.APPLIED), at(200));
        assertThat(ended.pending()).isNull();
        assertThat(ended.flag().state()).isEqualTo(Flag.CLEARED);
        assertThat(ended.flag().flagId()).isEqualTo(told.flag().flagId());
        assertThat(ended.flag().revision()).isEqualTo(2);
    }

    @Test
    void anAnswerOfAnUnknownKindOrForAnotherStreamIsIgnoredAndWritten() {
        PendingKill pending = released(FOLLOW_UP);
        KillAck foreign = new KillAck(KILL.killId(), "another", KillAck.APPLIED, null);
        for (KillAck ack : List.of(ack("MAYBE"), foreign)) {
            KillFollowUp.Result result = FOLLOW_UP.answer(pending, ack, at(1));
            assertThat(result.pending()).isEqualTo(pending);
            assertThat(result.flag()).isNull();
            assertThat(result.decisions()).extracting(Decision::action).containsExactly("KILL_ACK_IGNORED");
        }
        assertThat(FOLLOW_UP.unasked(ack(KillAck.APPLIED), at(1)).action()).isEqualTo("KILL_ACK_IGNORED");
    }

    @Test
    void aKillThatIsReleasedAgainKeepsItsCount() {
        PendingKill pending = FOLLOW_UP.tick(released(FOLLOW_UP), at(10)).pending();

        assertThat(FOLLOW_UP.released(pending, REQUEST, at(11))).contains(pending);
    }

    @Test
    void aPolicyThatAwaitsNothingFollowsNothing() {
        KillFollowUp none = following("{acknowledge_seconds: 0}");

        assertThat(none.released(null, REQUEST, SENT)).isEmpty();
        assertThat(none.tick(released(FOLLOW_UP), at(60)))
                .isEqualTo(new KillFollowUp.Result(null, null, null, List.of()));
    }

    @Property(tries = 200)
    void noKillIsSentAfterItsExpiryNorOftenerThanThePolicySaysAndPeopleHearOfEachThatNobodyEnds(@ForAll long seed) {
        Random random = new Random(seed);
        int repeats = random.nextInt(6);
        KillFollowUp followUp =
                following("{acknowledge_seconds: " + (1 + random.nextInt(120)) + ", repeats: " + repeats + "}");
        PendingKill pending = released(followUp);
        List<Instant> again = new ArrayList<>();
        List<Flag> flags = new ArrayList<>();
        for (long second = 0; second < 1000 && pending != null; second += 1 + random.nextInt(20)) {
            KillFollowUp.Result result = followUp.tick(pending, at(second));
            if (result.again() != null) {
                again.add(at(second));
            }
            if (result.flag() != null) {
                flags.add(result.flag());
            }
            pending = result.pending();
        }

        assertThat(again).hasSizeLessThanOrEqualTo(repeats).allMatch(at -> at.isBefore(KILL.expiresAt()));
        assertThat(flags).hasSize(1);
        assertThat(flags.get(0).at()).isBeforeOrEqualTo(KILL.expiresAt().plusSeconds(20));
    }

    private static PendingKill released(KillFollowUp followUp) {
        return followUp.released(null, REQUEST, SENT).orElseThrow();
    }

    private static KillVerdict verdict(String decision) {
        return new KillVerdict(
                KILL.killId(),
                new VerdictEvent(
                        KILL.streamId(),
                        KillFollowUp.flagId(KILL.streamId(), KILL.killId()),
                        "ann",
                        decision,
                        "",
                        "",
                        false,
                        null));
    }

    private static KillAck ack(String result) {
        return new KillAck(KILL.killId(), KILL.streamId(), result, null);
    }

    private static Instant at(long second) {
        return SENT.plusSeconds(second);
    }

    private static KillFollowUp following(String kills) {
        try {
            return new KillFollowUp(Policy.parse("version: follow-1\nkills: " + kills), "test");
        } catch (InvalidPolicyException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static KillRequest request() {
        Told told = new Told("s", "acc", """
                version: follow-1
                kills: {mode: ENFORCE, expiry_seconds: 300}
                banks: [{name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}]
                """, Told.listed("terror", Told.film(1, 12)));
        told.shows(Told.film(1, 12));
        return told.kills.get(0);
    }
}
