package dev.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentTest {
    private static final Instant OPENED = Instant.parse("2026-05-01T12:00:00Z");
    private static final String TIMES = "opened_at: '2026-05-01T12:00:00Z', expires_at: '2026-05-02T12:00:00Z'";
    private static final String POLICY = """
            version: crisis-3
            sampling: {frames_per_second: 2, risky_frames_per_second: 4, tiers: {partner: 1, new: 3}}
            risk: {raise: 0.6, clear: 0.5}
            banks:
              - {name: old, category: TERRORISM, severity: 0.9, distance: 28, disabled: [{signature_id: s, until: "2027-01-01T00:00:00Z"}]}
              - {name: slates, benign: true}
            """;

    @Test
    void whileItLastsAnIncidentMakesThePolicyMoreWatchful() throws Exception {
        Policy policy = Policy.parse(POLICY);
        Incident incident = incident("""
                name: foo, revision: 2, risk: {raise: 0.4}, sampling: {frames_per_second: 6},
                banks: [{name: fresh, severity: 1, distance: 31}], kills: {authority: [fresh]}""");

        Policy during = policy.with(List.of(incident), OPENED);

        assertThat(during.version()).isEqualTo("crisis-3+incident/foo@2");
        assertThat(during.document().risk().raise()).isEqualTo(0.4);
        assertThat(during.document().risk().clear()).isEqualTo(0.2);
        PolicyDocument.Sampling sampling = during.document().sampling();
        assertThat(sampling.framesPerSecond()).isEqualTo(6);
        assertThat(sampling.riskyFramesPerSecond()).isEqualTo(6);
        assertThat(sampling.burstFramesPerSecond()).isEqualTo(8);
        assertThat(sampling.tiers().values()).containsOnly(6.0);
        assertThat(during.banks().bank("fresh").killEligible()).isTrue();
        assertThat(during.banks().bank("old")).isEqualTo(policy.banks().bank("old"));
        assertThat(during.document().kills()).isEqualTo(policy.document().kills());
    }

    @Test
    void beforeAndAfterItChangesNothing() throws Exception {
        Policy policy = Policy.parse(POLICY);
        List<Incident> incidents = List.of(incident("name: foo, risk: {raise: 0.1}"));

        assertThat(policy.with(incidents, OPENED.minusMillis(1))).isSameAs(policy);
        assertThat(policy.with(incidents, OPENED.plusSeconds(86_400))).isSameAs(policy);
        assertThat(policy.with(incidents, OPENED.plusSeconds(86_399))).isNotSameAs(policy);
    }

    @Test
    void anIncidentNeverMakesThePolicyLessWatchful() throws Exception {
        Policy policy = Policy.parse(POLICY);
        Incident lax = incident("name: lax, risk: {raise: 0.9}, sampling: {frames_per_second: 0.1}, "
                + "banks: [{name: slates, severity: 1}, {name: old, distance: 20}], kills: {authority: [slates]}");

        Policy during = policy.with(List.of(lax), OPENED);

        assertThat(during.document().risk()).isEqualTo(policy.document().risk());
        assertThat(during.document().sampling()).isEqualTo(policy.document().sampling());
        assertThat(during.banks().bank("slates")).isEqualTo(policy.banks().bank("slates"));
        assertThat(during.banks().bank("old").disabled())
                .isEqualTo(policy.banks().bank("old").disabled());
    }

    @Test
    void severalIncidentsAddUpWhateverTheirOrder() throws Exception {
        Policy policy = Policy.parse(POLICY);
        Incident one = incident("name: a, risk: {raise: 0.5}, kills: {authority: [old]}");
        Incident other = incident("name: b, risk: {raise: 0.4}, banks: [{name: old, distance: 20}]");

        Policy during = policy.with(List.of(other, one), OPENED);

        assertThat(during.version()).isEqualTo("crisis-3+incident/a@1+incident/b@1");
        assertThat(during.document())
                .isEqualTo(policy.with(List.of(one, other), OPENED).document());
        assertThat(during.document().risk().raise()).isEqualTo(0.4);
        assertThat(during.banks().bank("old").killEligible()).isTrue();
        assertThat(during.banks().bank("old").distance()).isEqualTo(20);
    }

    @Test
    void authorityEndsWithTheIncident() throws Exception {
        Policy policy = Policy.parse(POLICY);
        List<Incident> incidents = List.of(incident("name: a, kills: {authority: [old]}"));

        assertThat(policy.with(incidents, OPENED).banks().bank("old").killEligible())
                .isTrue();
        assertThat(policy.with(incidents, OPENED.plusSeconds(86_400))
                        .banks()
                        .bank("old")
                        .killEligible())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opened_at: '2026-05-01T12:00:00Z', name: a                                       | expires_at is missing",
                "opened_at: '2026-05-01T12:00:00Z', expires_at: '2026-05-08T12:00:01Z', name: a   | at most 7 days later",
                "opened_at: '2026-05-01T12:00:00Z', expires_at: '2026-05-01T12:00:00Z', name: a   | must be after opened_at",
                "opened_at: noon, expires_at: '2026-05-01T12:00:00Z', name: a                     | opened_at: is no time",
            })
    void anIncidentMustEndWithinAWeek(String document, String message) {
        assertRefused("{" + document + "}", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "revision: 1                                          | name is missing",
                "name: A b                                            | name: is no name",
                "name: a, revision: 0                                 | revision = 0: must be 1..",
                "name: a, risk: {raise: 0}                            | risk.raise = 0.0: must be above 0",
                "name: a, risk: {clear: 0.1}                          | risk.clear: is no key",
                "name: a, banks: [{name: b, kill_eligible: true}]     | banks[0].kill_eligible: is not for an incident",
                "name: a, banks: [{name: b, benign: true}], kills: {authority: [b]} | kills.authority: names a benign bank",
            })
    void aMistakeIsNamed(String document, String message) {
        assertRefused("{" + document + ", " + TIMES + "}", message);
    }

    private static void assertRefused(String document, String message) {
        InvalidPolicyException refusal =
                catchThrowableOfType(InvalidPolicyException.class, () -> Incident.parse(document));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.problems()).singleElement().asString().contains(message);
    }

    private static Incident incident(String keys) throws InvalidPolicyException {
        return Incident.parse("{" + keys + ", " + TIMES + "}");
    }
}
