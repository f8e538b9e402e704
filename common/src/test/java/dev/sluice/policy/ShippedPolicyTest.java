package dev.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.policy.CompiledRules.Outcome;
import dev.sluice.policy.RuleFacts.Account;
import dev.sluice.policy.RuleFacts.Chat;
import dev.sluice.policy.RuleFacts.Incidents;
import dev.sluice.policy.RuleFacts.Matches;
import dev.sluice.policy.RuleFacts.Reports;
import dev.sluice.policy.RuleFacts.Stream;
import dev.sluice.policy.RuleFacts.Viewers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedPolicyTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Policy SHIPPED = Policy.shipped();

    private static final Account TWO_DAYS_OLD = account(2, 0);
    private static final Chat THREE_SEE_A_THREAT = hits("THREAT", 0.5, 3);
    private static final Chat ALARMED = new Chat(40, 10, 4, 20, 5, Map.of(), Map.of(), 0, Map.of(), 3);
    private static final Matches A_MATCH = new Matches(1, 0, 20, List.of("b"), List.of("TERRORISM"), false);

    /** Facts over which one rule, and no other, holds; and facts that only just miss it. */
    private record Example(String rule, Facts holds, List<Facts> misses) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static List<Example> examples() {
        return List.of(
                new Example(
                        "fresh-account-threats",
                        facts().stream(first()).account(TWO_DAYS_OLD).chat(THREE_SEE_A_THREAT),
                        List.of(
                                facts().stream(first()).account(TWO_DAYS_OLD).chat(hits("THREAT", 0.5, 2)),
                                facts().stream(first()).account(account(7, 0)).chat(THREE_SEE_A_THREAT),
                                facts().account(TWO_DAYS_OLD).chat(THREE_SEE_A_THREAT))),
                new Example(
                        "match-passed-on",
                        facts().stream(from("www.google.com", "notx.com"))
                                .matches(A_MATCH)
                                .viewers(0.5),
                        List.of(
                                facts().stream(from("www.google.com", "x.com", "old.reddit.com"))
                                        .matches(A_MATCH)
                                        .viewers(0.5),
                                facts().stream(from("board.example")).viewers(0.5),
                                facts().stream(from("board.example"))
                                        .matches(A_MATCH)
                                        .viewers(0.3))),
                new Example(
                        "bystanders-alarmed",
                        facts().chat(ALARMED),
                        List.of(
                                facts().chat(new Chat(40, 10, 4, 20, 5, Map.of(), Map.of(), 0, Map.of(), 2)),
                                facts().chat(new Chat(10, 10, 1, 20, 5, Map.of(), Map.of(), 0, Map.of(), 3)))),
                new Example(
                        "link-wave",
                        facts().chat(wave(5, 5)),
                        List.of(facts().chat(wave(5, 4)), facts().chat(wave(4, 5)))),
                new Example(
                        "credible-reports",
                        facts().reports(new Reports(6, 6, 5, 0.45, Map.of("violence", 6L))),
                        List.of(
                                facts().reports(new Reports(50, 50, 4, 0.45, Map.of("violence", 50L))),
                                facts().reports(new Reports(50, 50, 50, 0.1, Map.of("violence", 50L))))),
                new Example(
                        "self-harm",
                        facts().chat(hits("SELF_HARM", 0.3, 2)),
                        List.of(facts().chat(hits("SELF_HARM", 0.9, 1)), facts().chat(hits("THREAT", 0.3, 2)))),
                new Example(
                        "classifier-and-chat",
                        facts().chat(hits("THREAT", 0.3, 1)).signals(Map.of("weapon", 0.95)),
                        List.of(
                                facts().signals(Map.of("weapon", 0.95)),
                                facts().chat(hits("THREAT", 0.3, 1)).signals(Map.of("weapon", 0.8)),
                                facts().chat(hits("THREAT", 0.3, 1)).signals(Map.of("dancing", 0.95)))),
                new Example(
                        "altered-copy",
                        facts().matches(new Matches(9, 1, 4, List.of("b"), List.of("TERRORISM"), true)),
                        List.of(
                                facts().matches(new Matches(9, 1, 4, List.of("b"), List.of("TERRORISM"), false)),
                                facts().matches(new Matches(1, 0, 4, List.of("b"), List.of("TERRORISM"), true)))),
                new Example(
                        "incident-watch",
                        facts().matches(A_MATCH).incident(new Incidents(true, List.of("springfield"))),
                        List.of(
                                facts().matches(A_MATCH),
                                facts().incident(new Incidents(true, List.of("springfield"))))),
                new Example(
                        "repeat-offender",
                        facts().stream(aged(60)).account(account(900, 2)),
                        List.of(
                                facts().stream(aged(60)).account(account(900, 1)),
                                facts().stream(aged(700)).account(account(900, 2)))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aRuleHoldsAloneWhereItShouldAndNotNearby(Example example) {
        assertThat(holding(example.holds())).containsExactly(example.rule());
        assertThat(example.misses()).isNotEmpty().allSatisfy(facts -> assertThat(holding(facts))
                .doesNotContain(example.rule()));
    }

    @Test
    void everyRuleHasAnExampleAndAComment() {
        assertThat(SHIPPED.document().rules()).hasSize(10);
        assertThat(examples())
                .extracting(Example::rule)
                .isEqualTo(SHIPPED.document().rules().stream().map(Rule::id).toList());
        assertThat(SHIPPED.document().rules())
                .allSatisfy(rule -> assertThat(rule.comment()).isNotBlank());
    }

    @Test
    void noRuleHoldsOfAStreamOfWhichNothingIsKnown() {
        assertThat(SHIPPED.rules().evaluate(RuleFacts.unknown(NOW))).isEmpty();
    }

    @Test
    void itKillsNothing() {
        PolicyDocument document = SHIPPED.document();

        assertThat(document.banks()).isEmpty();
        assertThat(document.kills().mode()).isEqualTo(PolicyDocument.Kills.REVIEW);
        assertThat(document.kills().blockedAccounts()).isEqualTo(PolicyDocument.Kills.REVIEW);
    }

    @Test
    void whatItWritesOutIsWhatAPolicyLeavesOut() throws Exception {
        PolicyDocument shipped = SHIPPED.document();
        PolicyDocument empty = Policy.parse("version: v").document();

        assertThat(shipped.sampling()).isEqualTo(empty.sampling());
        assertThat(shipped.sequence()).isEqualTo(empty.sequence());
        assertThat(shipped.risk()).isEqualTo(empty.risk());
        assertThat(shipped.chat()).isEqualTo(empty.chat());
        assertThat(shipped.reports()).isEqualTo(empty.reports());
        assertThat(shipped.kills()).isEqualTo(empty.kills());
        assertThat(shipped.verdicts()).isEqualTo(empty.verdicts());
        assertThat(shipped.restreams()).isEqualTo(empty.restreams());
        assertThat(shipped.standing()).isEqualTo(empty.standing());
        assertThat(shipped.retention()).isEqualTo(empty.retention());
        assertThat(shipped.deadlines()).isEqualTo(empty.deadlines());
        assertThat(shipped.lookbackSeconds()).isEqualTo(empty.lookbackSeconds());
    }

    @Test
    void noGroupButMatchAndChatFlagsByItself() {
        PolicyDocument.Risk risk = SHIPPED.document().risk();

        risk.groups().forEach((name, group) -> {
            double most = name.equals("reports")
                    ? Math.min(group.weight(), SHIPPED.document().reports().cap())
                    : group.weight();
            if (!List.of("match", "chat").contains(name)) {
                assertThat(most).as(name).isLessThan(risk.raise());
            }
        });
    }

    private static List<String> holding(Facts facts) {
        List<Outcome> outcomes = SHIPPED.rules().evaluate(facts.facts());
        assertThat(outcomes).noneMatch(Outcome::failed);
        return outcomes.stream().map(outcome -> outcome.rule().id()).toList();
    }

    private static Facts facts() {
        return new Facts(RuleFacts.unknown(NOW)).stream(aged(700)).account(account(900, 0));
    }

    /** Facts with one part replaced. */
    private record Facts(RuleFacts facts) {
        Facts stream(Stream part) {
            return with(part, facts.account(), facts.chat(), facts.reports(), facts.matches());
        }

        Facts account(Account part) {
            return with(facts.stream(), part, facts.chat(), facts.reports(), facts.matches());
        }

        Facts chat(Chat part) {
            return with(facts.stream(), facts.account(), part, facts.reports(), facts.matches());
        }

        Facts reports(Reports part) {
            return with(facts.stream(), facts.account(), facts.chat(), part, facts.matches());
        }

        Facts matches(Matches part) {
            return with(facts.stream(), facts.account(), facts.chat(), facts.reports(), part);
        }

        Facts viewers(double slope) {
            return end(new Viewers(10, slope), facts.signals(), facts.incident());
        }

        Facts signals(Map<String, Double> part) {
            return end(facts.viewers(), part, facts.incident());
        }

        Facts incident(Incidents part) {
            return end(facts.viewers(), facts.signals(), part);
        }

        private Facts with(Stream stream, Account account, Chat chat, Reports reports, Matches matches) {
            return new Facts(new RuleFacts(
                    stream,
                    account,
                    chat,
                    reports,
                    matches,
                    facts.viewers(),
                    facts.signals(),
                    facts.incident(),
                    facts.now()));
        }

        private Facts end(Viewers viewers, Map<String, Double> signals, Incidents incident) {
            return new Facts(new RuleFacts(
                    facts.stream(),
                    facts.account(),
                    facts.chat(),
                    facts.reports(),
                    facts.matches(),
                    viewers,
                    signals,
                    incident,
                    facts.now()));
        }
    }

    private static Stream first() {
        return new Stream("s", "", "", List.of(), 700, true, 10, List.of());
    }

    private static Stream from(String... hosts) {
        return new Stream("s", "", "", List.of(), 700, false, 10, List.of(hosts));
    }

    private static Stream aged(long seconds) {
        return new Stream("s", "", "", List.of(), seconds, false, 10, List.of());
    }

    private static Account account(long days, long strikes) {
        return new Account("", days, strikes, 5, false, 0);
    }

    private static Chat hits(String category, double weight, long speakers) {
        return new Chat(10, 10, 1, 20, 5, Map.of(category, weight), Map.of(category, speakers), 0, Map.of(), 0);
    }

    private static Chat wave(long authors, long links) {
        return new Chat(40, 10, 4, 20, 5, Map.of(), Map.of(), authors, Map.of("FILE_HOST", links), 0);
    }
}
