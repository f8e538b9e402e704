package dev.sluice.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.Kill;
import dev.sluice.event.Versions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionLinesTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Flag.ChatHit HIT = new Flag.ChatHit("he has a gun", "THREAT", 4, 3);

    private final DecisionLines lines = new DecisionLines(Paint.PLAIN, ZoneOffset.UTC);

    @Test
    void aKillThatIsSentAgainStandsWhereItWasSent() {
        Kill kill = new Kill(
                "kill-1",
                1,
                "stream",
                "account",
                List.of("end-session"),
                "seen",
                "TERRORISM",
                "job",
                "flag-1",
                NOON,
                NOON.plusSeconds(300),
                "",
                null);
        assertThat(lines.line(kill)).startsWith("12:00:00.000  KILL").doesNotContain("sent again");
        assertThat(lines.line(kill, 2, NOON.plusSeconds(10)))
                .startsWith("12:00:10.000  KILL")
                .contains("sent again (2), not acknowledged yet")
                .contains("until 12:05:00.000");
    }

    @Test
    void whatViewersReportIsNamed() {
        assertCause(
                "viewers report violence, spam",
                Flag.REPORTS,
                List.of(),
                term("match", "tvec/v-1", 0.4),
                term("reports", "violence", 0.5),
                term("reports", "spam", 0.1));
    }

    @Test
    void somebodyInDangerComesWithReportsAndChat() {
        assertCause(
                "somebody may be in danger now: imminent-harm; \"he has a gun\" x4 by 3",
                Flag.IMMINENT_HARM,
                List.of(HIT),
                term("reports", "imminent-harm", 0.9));
        assertCause("somebody may be in danger now", Flag.IMMINENT_HARM, List.of());
    }

    @Test
    void riskNamesItsHeaviestTermsFirst() {
        assertCause(
                "together they weigh too much: chat:THREAT gun 0.50, match tvec/v-1 0.40, reports spam 0.30, rule new"
                        + " 0.20",
                Flag.RISK,
                List.of(),
                term("rule", "new", 0.2),
                term("chat:HATE", "word", 0.1),
                term("reports", "spam", 0.3),
                term("chat:THREAT", "gun", 0.5),
                term("match", "tvec/v-1", 0.4));
    }

    @Test
    void aRuleIsNamedAsItsFirstReasonSaysAndASignalAsTheRiskDoes() {
        assertThat(line(Flag.RULE, List.of("rule fast-growth: Viewers double.", "alone"), List.of(), List.of()))
                .contains("  rule fast-growth  risk 0.50")
                .contains("(rule fast-growth: Viewers double.; alone)");
        assertThat(line(Flag.RULE, List.of("rule fast-growth"), List.of(), List.of()))
                .contains("  rule fast-growth  risk 0.50");
        assertCause("rule", Flag.RULE, List.of());
        assertCause("signal detector/weapon", Flag.SIGNAL, List.of(), term("signal", "detector/weapon", 0.5));
    }

    @Test
    void aRaidIsNoEvidenceAgainstTheStreamer() {
        assertCause("raid, for the streamer's protection: \"he has a gun\" x4 by 3", Flag.RAID, List.of(HIT));
    }

    @Test
    void aBlockedAccountSaysSo() {
        assertCause("the account is blocked", Flag.BLOCKED_ACCOUNT, List.of());
    }

    @Test
    void aRestreamSaysOnHowManyAccounts() {
        assertThat(line(Flag.RESTREAM, List.of(), List.of(), other("s-1", "a-1"), other("s-2", "a-1")))
                .contains("  the same content as 2 other streams of 1 account  ");
        assertThat(line(Flag.RESTREAM, List.of(), List.of(), other("s-1", "a-1"), other("s-2", "a-2")))
                .contains("  the same content as 2 other streams of 2 accounts  ");
        assertThat(line(Flag.RESTREAM, List.of(), List.of(), other("s-1", null)))
                .contains("  the same content as 1 other stream, of an account that is not known  ");
    }

    @Test
    void anUnknownReasonIsShownAsItCame() {
        assertCause("OF_NEXT_YEAR", "OF_NEXT_YEAR", List.of());
    }

    @Test
    void everyReasonIsOneLineWithoutACategoryToo() {
        assertThat(line(Flag.BLOCKED_ACCOUNT, List.of(), List.of()))
                .isEqualTo("12:00:00.000  FLAG  P1  s  -  the account is blocked  risk 0.50");
    }

    @Test
    void aDirectiveNamesWhatViewersShallSee() {
        Directive helpline = new Directive(
                "s", 2, NOON.plusSeconds(60), "chat", Map.of("en", "https://example.org/help", "de", "https://e.org"));

        assertThat(lines.line(helpline, NOON))
                .isEqualTo("12:00:00.000  DIRECT    s  2 frames a second until 12:01:00.000  show viewers de"
                        + " https://e.org, en https://example.org/help  (chat)");
        assertThat(lines.line(new Directive("s", 0.25, NOON, null, Map.of()), NOON))
                .isEqualTo("12:00:00.000  DIRECT    s  0.25 frames a second until 12:00:00.000");
    }

    private void assertCause(String cause, String reason, List<Flag.ChatHit> hits, Flag.RiskTerm... terms) {
        assertThat(line(reason, hits, List.of(terms))).contains("  -  " + cause + "  risk 0.50");
    }

    private String line(String reason, List<Flag.ChatHit> hits, List<Flag.RiskTerm> terms, Flag.Related... related) {
        return line(reason, List.of(), hits, terms, related);
    }

    private String line(
            String reason,
            List<String> why,
            List<Flag.ChatHit> hits,
            List<Flag.RiskTerm> terms,
            Flag.Related... related) {
        return lines.line(new Flag(
                "f",
                1,
                Flag.OPEN,
                "s",
                "a",
                reason,
                null,
                "P1",
                NOON,
                "REVIEW",
                why,
                List.of(),
                hits,
                0.5,
                terms,
                List.of(related),
                List.of(),
                null,
                null,
                0,
                new Versions("j", "p", 1),
                NOON));
    }

    private static Flag.RiskTerm term(String group, String name, double weight) {
        return new Flag.RiskTerm(group, name, weight);
    }

    private static Flag.Related other(String streamId, String accountId) {
        return new Flag.Related(streamId, accountId, 5);
    }
}
