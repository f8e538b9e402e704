package dev.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.policy.CompiledRules.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledRulesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final RuleFacts FACTS = new RuleFacts(
            new RuleFacts.Stream("s", "Walk in the park", "irl", List.of("park"), 90, true, 12, List.of("a.example")),
            new RuleFacts.Account("new", 2, 1, 3, false, 1),
            new RuleFacts.Chat(
                    30, 5, 6, 9, 4, Map.of("THREAT", 0.5), Map.of("THREAT", 3L), 6, Map.of("FILE_HOST", 2L), 2),
            new RuleFacts.Reports(4, 3, 2, 0.4, Map.of("violence", 4L)),
            new RuleFacts.Matches(2, 1, 12, List.of("tvec"), List.of("TERRORISM"), true),
            new RuleFacts.Viewers(12, 0.7),
            Map.of("weapon", 0.9),
            new RuleFacts.Incidents(true, List.of("springfield")),
            NOW);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream.id == 's' && stream.title.contains('park') && stream.category == 'irl'",
                "'park' in stream.tags && stream.age_seconds == 90",
                "stream.first_of_account && stream.viewers == 12 && stream.referrer_hosts[0] == 'a.example'",
                "account.tier == 'new' && account.age_days == 2 && account.strikes == 1",
                "account.prior_streams == 3 && !account.blocked && account.confirmed_siblings == 1",
                "chat.messages_per_minute == 30.0 && chat.baseline_per_minute == 5.0 && chat.burst >= 6",
                "chat.speakers == 9 && chat.new_speakers == 4 && chat.hits['THREAT'] == 0.5",
                "chat.hit_speakers['THREAT'] >= 3 && chat.wave_authors == 6 && chat.asks_if_real == 2",
                "chat.links.exists(category, chat.links[category] > 1)",
                "reports.count == 4 && reports.reporters == 3 && reports.credible == 2 && reports.weighted > 0.3",
                "reports.by_reason['violence'] == 4",
                "matches.count == 2 && matches.sequences == 1 && matches.closest < 31 && matches.evasion",
                "matches.banks.exists(bank, bank == 'tvec') && 'TERRORISM' in matches.categories",
                "viewers.now == 12 && viewers.slope > 0.69 && signals['weapon'] > 0.8",
                "incident.active && incident.names == ['springfield']",
                "now > timestamp('2026-05-01T11:59:59Z') && now.getHours() == 12",
                "chat.hits[?'SELF_HARM'].orValue(0.0) == 0.0",
                "!('SELF_HARM' in chat.hits) || chat.hits['SELF_HARM'] > 0.5",
                "stream.title.matches('(?i)walk')"
            })
    void anExpressionSeesEveryFact(String when) throws Exception {
        assertThat(rules(when).evaluate(FACTS)).singleElement().satisfies(outcome -> {
            assertThat(outcome.error()).isNull();
            assertThat(outcome.holds()).isTrue();
        });
    }

    @Test
    void everyNameIsUsedInTheTestAbove() throws Exception {
        ValueSource expressions = CompiledRulesTest.class
                .getDeclaredMethod("anExpressionSeesEveryFact", String.class)
                .getAnnotation(ValueSource.class);
        assertThat(RuleContext.names().keySet()).allSatisfy(name -> assertThat(String.join(" ", expressions.strings()))
                .containsPattern("\\b" + name + "\\b"));
    }

    @Test
    void everyNameIsDocumentedWithItsType() throws Exception {
        Map<String, String> documented = new LinkedHashMap<>();
        Pattern row = Pattern.compile("\\| `([a-z_.]+)` \\| ([a-z(), ]+) \\|.*");
        for (String line : Files.readAllLines(Path.of("../docs/policy.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                documented.put(matcher.group(1), matcher.group(2));
            }
        }
        assertThat(documented).isEqualTo(RuleContext.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.speakers > 9", "signals['weapon'] > 0.95", "false"})
    void aRuleThatDoesNotHoldSaysNothing(String when) throws Exception {
        assertThat(rules(when).evaluate(FACTS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat.hits['Walk in the park'] > 0.5   | ATTRIBUTE_NOT_FOUND",
                "chat.hits[stream.title] > 0.5         | ATTRIBUTE_NOT_FOUND",
                "10 / (chat.speakers - 9) > 1          | DIVIDE_BY_ZERO",
                "stream.tags[7] == 'a'                 | INDEX_OUT_OF_BOUNDS",
                "stream.title.matches('[')             | INVALID_ARGUMENT",
            })
    void aRuleThatFailsSaysWhyWithoutWhatPeopleWroteAndStopsNoOther(String when, String error) throws Exception {
        CompiledRules rules = rules(when, "chat.speakers == 9");

        List<Outcome> outcomes = rules.evaluate(FACTS);

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0).failed()).isTrue();
        assertThat(outcomes.get(0).holds()).isFalse();
        assertThat(outcomes.get(0).error()).isEqualTo(error);
        assertThat(outcomes.get(1).holds()).isTrue();
    }

    @Test
    void anExpressionThatWouldTakeTooLongFails() throws Exception {
        List<String> tags = Collections.nCopies(30, "t");
        RuleFacts facts = new RuleFacts(
                new RuleFacts.Stream("s", "", "", tags, 0, false, 0, List.of()),
                FACTS.account(),
                FACTS.chat(),
                FACTS.reports(),
                FACTS.matches(),
                FACTS.viewers(),
                FACTS.signals(),
                FACTS.incident(),
                NOW);
        String when = "stream.tags.all(a, stream.tags.all(b, stream.tags.all(c, a == b && b == c)))";

        assertThat(rules(when).evaluate(facts))
                .singleElement()
                .extracting(Outcome::error)
                .isEqualTo("ITERATION_BUDGET_EXCEEDED");
    }

    @Test
    void aRuleThatIsOffIsNotEvaluated() throws Exception {
        Policy policy = Policy.parse("{version: v, rules: [{id: a, mode: OFF, when: 'true', action: FLAG}]}");

        assertThat(policy.rules().size()).isZero();
        assertThat(policy.rules().evaluate(FACTS)).isEmpty();
        assertThat(policy.document().rules()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat.speakers >            | line 3: rules[0].when: line 1, column 16 of the expression: the end of it is not expected here",
                "chat.speekers > 3          | line 3: rules[0].when: line 1, column 1 of the expression: there is no name chat.speekers; known are chat.messages",
                "chat.speakers > 'three'    | line 3: rules[0].when: line 1, column 15 of the expression: > does not take (int, string)",
                "chat.speakers              | line 3: rules[0].when: line 1, column 5 of the expression: expected type 'bool'",
                "viewer.now > 1             | line 3: rules[0].when: line 1, column 1 of the expression: there is no name viewer.now; known are stream.id",
            })
    void anExpressionIsCheckedBeforeItIsInForceAndItsMistakeHasAPlace(String when, String message) {
        assertThat(refusal("{version: v,\n rules: [{id: a, mode: SHADOW,\n when: \"" + when + "\"}]}"))
                .contains(message);
    }

    @Test
    void anExpressionIsShort() {
        assertThat(refusal(
                        "{version: v, rules: [{id: a, mode: SHADOW, when: \"" + "true || ".repeat(250) + "true\"}]}"))
                .contains("rules[0].when: has more than 2000 characters");
        assertThat(refusal("{version: v, rules: [{id: a, mode: SHADOW, when: '" + "(".repeat(900) + "true'}]}"))
                .contains("rules[0].when: ");
    }

    @Test
    void anIncidentSelectsStreamsByAnExpression() throws Exception {
        String times = "opened_at: '2026-05-01T12:00:00Z', expires_at: '2026-05-02T12:00:00Z'";

        assertThat(Incident.parse("{name: a, " + times + "}").selects(FACTS)).isTrue();
        assertThat(Incident.parse("{name: a, streams: \"stream.category == 'food'\", " + times + "}")
                        .selects(FACTS))
                .isFalse();
        assertThat(Incident.parse("{name: a, streams: \"signals['none'] > 0.5\", " + times + "}")
                        .selects(FACTS))
                .isTrue();
        InvalidPolicyException refusal = catchThrowableOfType(
                InvalidPolicyException.class, () -> Incident.parse("{name: a, streams: stream.colour, " + times + "}"));
        assertThat(refusal).hasMessageContaining("streams: line 1, column");
    }

    private static String refusal(String document) {
        InvalidPolicyException refusal =
                catchThrowableOfType(InvalidPolicyException.class, () -> Policy.parse(document));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.getMessage();
    }

    private static CompiledRules rules(String... expressions) throws InvalidPolicyException {
        StringBuilder yaml = new StringBuilder("version: v\nrules:\n");
        for (int i = 0; i < expressions.length; i++) {
            yaml.append("  - id: r" + i + "\n    mode: SHADOW\n    when: >-\n      " + expressions[i] + "\n");
        }
        return Policy.parse(yaml.toString()).rules();
    }
}
