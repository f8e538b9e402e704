package dev.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.policy.InvalidPolicyException.Problem;
import dev.sluice.signature.Bank;
import dev.sluice.text.ChatLists;
import dev.sluice.text.ChatReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReadingTest {
    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        PolicyDocument document =
                Policy.parse("{version: v, banks: [{name: b}], rules: []}").document();

        assertThat(document.sampling()).isEqualTo(PolicyDocument.Sampling.DEFAULT);
        assertThat(document.sequence()).isEqualTo(PolicyDocument.Sequence.DEFAULT);
        assertThat(document.risk()).isEqualTo(PolicyDocument.Risk.DEFAULT);
        assertThat(document.chat()).isEqualTo(PolicyDocument.Chat.DEFAULT);
        assertThat(document.reports()).isEqualTo(PolicyDocument.Reports.DEFAULT);
        assertThat(document.kills()).isEqualTo(PolicyDocument.Kills.DEFAULT);
        assertThat(document.verdicts()).isEqualTo(PolicyDocument.Verdicts.DEFAULT);
        assertThat(document.restreams()).isEqualTo(PolicyDocument.Restreams.DEFAULT);
        assertThat(document.standing()).isEqualTo(PolicyDocument.Standing.DEFAULT);
        assertThat(document.retention()).isEqualTo(PolicyDocument.Retention.DEFAULT);
        assertThat(document.deadlines()).isEqualTo(PolicyDocument.Deadlines.DEFAULT);
        assertThat(document.lookbackSeconds()).isEqualTo(600);
        assertThat(document.banks())
                .containsExactly(new Bank("b", "UNSPECIFIED", 0.8, 31, false, false, 0, 1, 0, List.of()));
    }

    @Test
    void everyGroupOfEvidenceHasADefault() {
        assertThat(PolicyDocument.Risk.DEFAULT.groups()).containsOnlyKeys(PolicyDocument.Risk.GROUPS);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsLine() {
        List<Problem> problems = problems("""
                # a comment
                version: v
                banks:
                  - name: a
                    distance: 99
                  - {name: a,
                     severity: 2}
                kills:
                  moode: ENFORCE
                  expiry_seconds: soon
                rules:
                  - id: Not An Id
                    when: ' '
                """);

        assertThat(problems)
                .extracting(Problem::line, Problem::path)
                .containsExactly(
                        tuple(5, "banks[0].distance"),
                        tuple(6, "banks[1].name"),
                        tuple(7, "banks[1].severity"),
                        tuple(9, "kills.moode"),
                        tuple(10, "kills.expiry_seconds"),
                        tuple(12, "rules[0].id"),
                        tuple(12, "rules[0].mode"),
                        tuple(12, "rules[0].when"));
        assertThat(problems.get(0)).hasToString("line 5: banks[0].distance = 99: must be 0..63");
        assertThat(problems.get(3).message()).endsWith("is no key of a policy; probably mode is meant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "terms: [{term: true}]                                  | terms[0].term: holds true, which is no text",
                "colour: red                                            | colour: is no key of a policy; expected one of banks",
                "version: w                                             | version: is given twice",
                "banks: {name: a}                                       | banks: holds a mapping: expected a list",
                "banks: [{name: a, distance: 1.5}]                      | banks[0].distance: holds a number: expected a whole",
                "banks: [{name: a, benign: 'yes'}]                      | banks[0].benign: holds a text: expected true or false",
                "banks: [{name: a, benign: yes}]                        | banks[0].benign: holds yes: expected true or false",
                "banks: [{name: a, benign: true, kill_eligible: true}]  | banks[0]: benign and kill_eligible exclude each other",
                "banks: [{name: a, enabled_ratio: 2}]                   | banks[0].enabled_ratio = 2.0: must be 0..1",
                "banks: [{name: a, disabled: [{signature_id: s}]}]      | banks[0].disabled[0].until is missing",
                "banks: [{name: a, disabled: [{signature_id: s, until: noon}]}] | until: is no time",
                "banks: [{name: a, benign: true}], verdicts: {bank: a}  | verdicts.bank: names a benign bank",
                "terms: [{term: a, weight: a}]                          | terms[0].weight: holds a text: expected a number, 0..1",
                "term_lists: [{name: a}, {name: a}]                     | term_lists[1].name is given twice",
                "term_lists: [{name: a, terms: [b, true]}]              | term_lists[0].terms[1]: holds true or false",
                "term_lists: [{name: a, terms: [b, '!!!']}]             | term_lists[0].terms[1]: holds no letter, digit or",
                "terms: [{term: '...'}]                                 | terms[0].term: holds no letter, digit or emoji",
                "patterns: [{pattern: 'gun('}]                          | patterns[0].pattern: is invalid (missing closing )",
                "patterns: [{pattern: 'a*'}]                            | patterns[0].pattern: matches the empty text",
                "links: [{category: A}]                                 | links[0]: needs either host or url_sha256",
                "links: [{host: 'https://a.example/b'}]                 | links[0].host: is no host's name",
                "links: [{url_sha256: abc}]                             | links[0].url_sha256: is no SHA-256 digest",
                "sampling: {frames_per_second: 9, risky_frames_per_second: 1} | sampling: rates must satisfy",
                "sampling: {burst_frames_per_second: 1}                 | sampling.burst_frames_per_second: is below",
                "sampling: {tiers: {new: 100}}                          | sampling.tiers: new = 100.0: must lie between",
                "risk: {raise: 0.5, clear: 0.5}                         | risk: must satisfy 0 <= clear < raise",
                "risk: {groups: {luck: {weight: 1}}}                    | risk.groups.luck: is no key of a policy",
                "risk: {chat_half_life_seconds: 9, groups: {chat: {half_life_seconds: 8}}} | contradicts risk.chat_half",
                "chat: {wave_authors: 1}                                | chat.wave_authors = 1: must be 2..",
                "reports: {cap: 1}                                      | reports.cap: must be below 1",
                "kills: {reviewers: 3}                                  | kills.reviewers = 3: must be 1..2",
                "kills: {per_minute: 9, per_hour: 8}                    | kills.per_minute: is above per_hour",
                "kills: {blocked_accounts: kill}                        | kills.blocked_accounts = kill: must be ENFORCE or REVIEW",
                "retention: {stream_seconds: 60}                        | retention.stream_seconds: is below lookback_seconds",
                "redirects: [{name: a, languages: {de: 'https://a.example'}}] | redirects[0].languages: lacks en",
                "redirects: [{name: a, languages: {en: 'http://a.example'}}]  | languages.en: is no address",
                "rules: [{id: a, mode: ENFORCE, when: 'true'}]          | rules[0]: the rule does nothing",
                "rules: [{id: a, mode: enforce, when: 'true'}]          | rules[0].mode = enforce: must be ENFORCE, REVIEW,",
                "rules: [{id: a, mode: REVIEW, when: 'true', weight: 1}] | rules[0].group is missing",
                "rules: [{id: a, mode: REVIEW, when: 'true', weight: 1, group: chat, half_life_seconds: 0}] | is 0, but",
                "rules: [{id: a, mode: REVIEW, when: 'true', action: REDIRECT}] | rules[0].redirect is missing",
                "rules: [{id: a, mode: REVIEW, when: 'true', action: REDIRECT, redirect: b}] | names none of redirects",
                "rules: [{id: a, mode: REVIEW, when: 'true', action: KILL}] | action = KILL: must be NONE, FLAG,",
                "banks: &x []                                           | ",
                "banks: *x                                              | an alias is not read",
            })
    void aMistakeIsNamed(String mistake, String message) throws Exception {
        String document = "{version: v, " + mistake + "}";
        if (message == null) {
            assertThat(Policy.parse(document)).isNotNull();
        } else {
            assertThat(problems(document)).singleElement().asString().contains(message);
        }
    }

    @Test
    void aProblemOfAChatListNamesItsLine() {
        assertThat(problems("version: v\npatterns:\n  - pattern: fine\n  - weight: 0.1\n    pattern: \"(?=gun)\"\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(5);
                    assertThat(problem.path()).isEqualTo("patterns[1].pattern");
                    assertThat(problem.message()).contains("write it in RE2 syntax");
                });
    }

    @Test
    void moreThanAListMayHoldIsAProblem() {
        String pattern = "  - {pattern: gun}\n";
        assertThat(problems("version: v\npatterns:\n" + pattern.repeat(ChatLists.MOST_PATTERNS + 1)))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).isEqualTo("patterns: holds 65 entries; at most 64 are allowed"));
    }

    @Test
    void jsonIsReadWithAllItsEscapesAndNumbers() throws Exception {
        PolicyDocument document = Policy.parse("{\n\t\"version\": \"v\\/1\", \"risk\": {\"raise\": 5e-1}}")
                .document();

        assertThat(document.version()).isEqualTo("v/1");
        assertThat(document.risk().raise()).isEqualTo(0.5);
    }

    @Test
    void theLinesOfJsonAreNamedToo() {
        assertThat(problems("{\n\"version\": \"v\",\n\"epoch\": \"x\"}"))
                .singleElement()
                .hasToString("line 3: epoch: holds a text: expected a whole number, -2147483648..2147483647");
    }

    @Test
    void oldAndNewNamesOfAHalfLifeAreOne() throws Exception {
        PolicyDocument.Risk older = Policy.parse("{version: v, risk: {chat_half_life_seconds: 9}}")
                .document()
                .risk();
        PolicyDocument.Risk newer = Policy.parse("{version: v, risk: {groups: {chat: {half_life_seconds: 9}}}}")
                .document()
                .risk();

        assertThat(older).isEqualTo(newer);
        assertThat(older.chatHalfLifeSeconds())
                .isEqualTo(older.group("chat").halfLifeSeconds())
                .isEqualTo(9);
    }

    @Test
    void aRateThatIsGivenAloneMovesTheDefaultsOfTheOthers() throws Exception {
        PolicyDocument.Sampling sampling = Policy.parse("{version: v, sampling: {frames_per_second: 10}}")
                .document()
                .sampling();

        assertThat(sampling.riskyFramesPerSecond()).isEqualTo(10);
        assertThat(sampling.burstFramesPerSecond()).isEqualTo(20);
    }

    @Test
    void aTierWithoutRateHasTheGeneralOne() throws Exception {
        PolicyDocument.Sampling sampling = Policy.parse("{version: v, sampling: {tiers: {new: 4}}}")
                .document()
                .sampling();

        assertThat(sampling.baseFramesPerSecond("new")).isEqualTo(4);
        assertThat(sampling.baseFramesPerSecond("partner")).isEqualTo(2);
        assertThat(sampling.baseFramesPerSecond(null)).isEqualTo(2);
    }

    @Test
    void termsOfListsAreLookedForToo() throws Exception {
        Policy policy = Policy.parse("""
                version: v
                terms: [{term: a bomb, category: WEAPON, weight: 0.1}]
                term_lists: [{name: l, category: THREAT, weight: 0.2, terms: [shoot them]}]
                """);

        assertThat(new ChatReader(policy.chatLists())
                        .read("they will shoot them with a bomb")
                        .hits())
                .extracting(hit -> hit.category())
                .containsExactlyInAnyOrder("WEAPON", "THREAT");
    }

    @Test
    void noMessageQuotesATermOrADigest() {
        assertThat(problems("""
                {version: v, links: [{url_sha256: 2C26B46B}], terms: [{term: [very secret]}],
                patterns: [{pattern: "very secret", weight: 7}], term_lists: [{name: n, terms: [{secret: 1}]}]}
                """))
                .hasSize(4)
                .noneSatisfy(problem -> assertThat(problem.message()).containsIgnoringCase("2c26"))
                .noneSatisfy(problem -> assertThat(problem.message()).contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/policy/default.yaml", "/schema/examples/policy.yaml"})
    void aPolicyWrittenAsYamlReadsTheSame(String resource) throws Exception {
        Policy policy = Policy.parse(
                new String(Policy.class.getResourceAsStream(resource).readAllBytes(), StandardCharsets.UTF_8));

        assertThat(Policy.parse(policy.toYaml()).document()).isEqualTo(policy.document());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "OFF", "no", "null", "911", "1e3", "0x1F", "- a", "a: b", "#a", ".5", "a\u2028"})
    void aTermThatLooksLikeSomethingElseIsWrittenAsATerm(String term) throws Exception {
        assertWrittenAndReadTheSame(term);
    }

    @Property(tries = 200)
    void anyTermWrittenAsYamlReadsTheSame(@ForAll @StringLength(min = 1, max = 20) String text) throws Exception {
        // A letter, because a term of nothing that can be found is refused.
        assertWrittenAndReadTheSame(text + "a");
    }

    private static void assertWrittenAndReadTheSame(String term) throws Exception {
        String json = new ObjectMapper().writeValueAsString(term);
        Policy policy = Policy.parse("{\"version\": \"v\", \"terms\": [{\"term\": " + json + "}]}");

        assertThat(policy.document().terms().get(0).term()).isEqualTo(term);
        assertThat(Policy.parse(policy.toYaml()).document()).isEqualTo(policy.document());
    }

    @Property(tries = 500)
    void noTextWhateverFailsInAnotherWay(@ForAll @StringLength(max = 200) String text) {
        isReadOrRefused(text);
    }

    @Test
    void noDamageToAPolicyFailsInAnotherWay() throws Exception {
        byte[] good =
                Policy.class.getResourceAsStream("/schema/examples/policy.yaml").readAllBytes();
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = good.clone();
            for (int j = 0; j <= random.nextInt(5); j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
            }
            isReadOrRefused(
                    new String(Arrays.copyOf(damaged, damaged.length - random.nextInt(200)), StandardCharsets.UTF_8));
        }
    }

    private static void isReadOrRefused(String text) {
        try {
            assertThat(Policy.parse(text).version()).isNotBlank();
        } catch (InvalidPolicyException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.line())
                    .isPositive());
        }
    }

    private static List<Problem> problems(String text) {
        InvalidPolicyException refusal = catchThrowableOfType(InvalidPolicyException.class, () -> Policy.parse(text));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.problems();
    }
}
