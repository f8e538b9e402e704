package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Decision;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KillGateTest {
    private static final Policy POLICY = policy();
    private static final KillGate GATE = new KillGate(POLICY, "test");

    private static Policy policy() {
        try {
            return Policy.parse("""
                    version: gate-1
                    kills: {mode: ENFORCE, per_minute: 3, per_hour: 5, signature_accounts_per_hour: 2}
                    verdicts: {disputed_after: 2}
                    """);
        } catch (InvalidPolicyException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void whatIsBeyondTheBudgetIsAP0FlagThatSaysSoAndTheBreakerIsTold() {
        KillBudget budget = KillBudget.UNUSED;
        for (int i = 0; i < 3; i++) {
            KillGate.Passage passage = GATE.pass(budget, null, request(i, KillIssuing.BY_SEQUENCE), at(i));
            assertThat(passage.kill()).isNotNull();
            budget = passage.budget();
        }

        KillGate.Passage fourth = GATE.pass(budget, null, request(3, KillIssuing.BY_SEQUENCE), at(3));
        assertThat(fourth.kill()).isNull();
        assertThat(fourth.flag().priority()).isEqualTo("P0");
        assertThat(fourth.flag().whyNotMore()).singleElement().asString().contains("3 automatic kills a minute");
        assertThat(fourth.decisions()).extracting(Decision::action).containsExactly("KILL_WITHHELD", "CIRCUIT_BREAKER");

        KillGate.Passage fifth = GATE.pass(fourth.budget(), null, request(4, KillIssuing.BY_SEQUENCE), at(4));
        assertThat(fifth.decisions())
                .as("told once")
                .extracting(Decision::action)
                .containsExactly("KILL_WITHHELD");
        assertThat(GATE.pass(fifth.budget(), null, request(5, KillIssuing.BY_SEQUENCE), at(61))
                        .kill())
                .as("a minute later")
                .isNotNull();
    }

    @Test
    void aRepeatedKillCostsNothing() {
        KillBudget budget = KillBudget.UNUSED;
        for (int i = 0; i < 20; i++) {
            KillGate.Passage passage = GATE.pass(budget, null, request(0, KillIssuing.BY_SEQUENCE), at(i));
            assertThat(passage.kill()).isNotNull();
            budget = passage.budget();
        }
        assertThat(budget.issued()).hasSize(1);
    }

    @Test
    void peopleAreNotHeldByTheBudgetOfTheAutomatic() {
        KillBudget budget = KillBudget.UNUSED;
        for (int i = 0; i < 10; i++) {
            KillGate.Passage passage = GATE.pass(budget, null, request(i, KillIssuing.BY_REVIEWERS), at(i));
            assertThat(passage.kill()).isNotNull();
            budget = passage.budget();
        }
        assertThat(budget).isEqualTo(KillBudget.UNUSED);
    }

    @Property(tries = 200)
    void neverMoreKillsThanTheBudgetWhateverTheOrder(@ForAll long seed) {
        Random random = new Random(seed);
        KillBudget budget = KillBudget.UNUSED;
        List<Long> released = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 200; i++) {
            now += random.nextInt(30);
            KillGate.Passage passage = GATE.pass(budget, null, request(i, KillIssuing.BY_SEQUENCE), at(now));
            if (passage.kill() != null) {
                released.add(now);
            }
            budget = passage.budget();
        }
        for (long end : released) {
            assertThat(released.stream().filter(at -> at <= end && at > end - 60))
                    .hasSizeLessThanOrEqualTo(3);
            assertThat(released.stream().filter(at -> at <= end && at > end - 3600))
                    .hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void aSignatureThatHitsTooManyAccountsLosesItsAuthorityForTheHour() {
        SignatureConduct conduct = SignatureConduct.NONE;
        List<Decision> told = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            KillGate.Noted noted = GATE.note(conduct, use("acc" + i, SignatureUse.HIT, i));
            conduct = noted.conduct();
            told.addAll(noted.decisions());
        }

        assertThat(told).extracting(Decision::action).containsExactly("SIGNATURE_QUARANTINED");
        KillGate.Passage passage = GATE.pass(KillBudget.UNUSED, conduct, request(0, KillIssuing.BY_SEQUENCE), at(10));
        assertThat(passage.kill()).isNull();
        assertThat(passage.flag().whyNotMore()).singleElement().asString().contains("more than 2 accounts");
        assertThat(GATE.pass(KillBudget.UNUSED, conduct, request(0, KillIssuing.BY_SEQUENCE), at(3700))
                        .kill())
                .isNotNull();
    }

    @Test
    void oneAccountManyTimesIsOneAccount() {
        SignatureConduct conduct = SignatureConduct.NONE;
        for (int i = 0; i < 50; i++) {
            conduct = GATE.note(conduct, use("acc", SignatureUse.HIT, i)).conduct();
        }
        assertThat(conduct.accounts()).hasSize(1);
    }

    @Test
    void aSignatureThatReviewersRejectTwiceIsDisputed() {
        SignatureConduct once = GATE.note(SignatureConduct.NONE, use("a", SignatureUse.REJECT, 0))
                .conduct();
        SignatureConduct again =
                GATE.note(once, use("a", SignatureUse.REJECT, 1)).conduct();
        assertThat(again).as("the same stream").isEqualTo(once);
        SignatureConduct twice =
                GATE.note(again, use("b", SignatureUse.REJECT, 2)).conduct();

        assertThat(GATE.pass(KillBudget.UNUSED, once, request(0, KillIssuing.BY_SEQUENCE), at(3))
                        .kill())
                .isNotNull();
        assertThat(GATE.pass(KillBudget.UNUSED, twice, request(0, KillIssuing.BY_SEQUENCE), at(3))
                        .kill())
                .isNull();
    }

    private static SignatureUse use(String account, String kind, long second) {
        return new SignatureUse(
                "terror", "v", "s-" + account, account, kind, at(second).toEpochMilli());
    }

    private static Instant at(long second) {
        return Told.NOON.plusSeconds(second);
    }

    private static KillRequest request(int stream, String authority) {
        Told told = new Told("s" + stream, "acc" + stream, """
                version: gate-1
                kills: {mode: ENFORCE}
                banks: [{name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}]
                """, Told.listed("terror", Told.film(1, 12)));
        told.shows(Told.film(1, 12));
        KillRequest made = told.kills.get(0);
        Kill kill = made.kill();
        Flag otherwise = made.otherwise();
        return new KillRequest(
                new Kill(
                        kill.killId(),
                        kill.epoch(),
                        kill.streamId(),
                        kill.accountId(),
                        kill.scope(),
                        kill.reason(),
                        kill.ground(),
                        authority,
                        kill.flagId(),
                        kill.issuedAt(),
                        kill.expiresAt(),
                        kill.evidenceSha256(),
                        kill.versions()),
                otherwise);
    }
}
