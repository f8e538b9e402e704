package dev.sluice.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.policy.InvalidPolicyException;
import dev.sluice.policy.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDifferenceTest {
    @Test
    void aPolicyDiffersNotFromItself() {
        assertThat(PolicyDifference.between(Policy.shipped(), Policy.shipped())).isEmpty();
    }

    @Test
    void entriesAreComparedByNameWhateverTheirOrder() throws Exception {
        assertThat(difference(
                        "banks: [{name: a}, {name: b, severity: 0.5}]",
                        "banks: [{name: b, severity: 0.6}, {name: c}, {name: a}]"))
                .contains(
                        "banks[b].severity: 0.5 -> 0.6",
                        "banks[c].name: (none) -> c",
                        "banks[c].distance: (none) -> 31")
                .noneMatch(line -> line.startsWith("banks[a]"));
    }

    @Test
    void whatIsTakenOutIsSaid() throws Exception {
        assertThat(difference("terms: [{term: a, category: B, weight: 0.5}]", "epoch: 0"))
                .containsExactly(
                        "terms[a].term: a -> (none)",
                        "terms[a].category: B -> (none)",
                        "terms[a].weight: 0.5 -> (none)",
                        "terms[a].compact: false -> (none)");
    }

    @Test
    void plainListsNameWhatCameAndWent() throws Exception {
        assertThat(difference("publisher_allow_list: [a, b]", "publisher_allow_list: [b, c]"))
                .containsExactly("publisher_allow_list: - a", "publisher_allow_list: + c");
        assertThat(difference("publisher_allow_list: [a, b]", "publisher_allow_list: [b, a]"))
                .containsExactly("publisher_allow_list: the same in another order");
    }

    @Test
    void aTermThatIsListedTwiceIsTwoEntries() throws Exception {
        assertThat(difference(
                        "terms: [{term: a, category: B}, {term: a, category: C}]",
                        "terms: [{term: a, category: B}, {term: a, category: D}]"))
                .containsExactly("terms[a #2].category: C -> D");
    }

    @Test
    void whatIsLeftOutIsComparedAsItsDefault() throws Exception {
        assertThat(difference("risk: {raise: 0.6}", "risk: {raise: 0.7}")).containsExactly("risk.raise: 0.6 -> 0.7");
        assertThat(difference("risk: {raise: 0.6}", "epoch: 0")).isEmpty();
    }

    private static List<String> difference(String older, String newer) throws InvalidPolicyException {
        return PolicyDifference.between(
                Policy.parse("{version: v, " + older + "}"), Policy.parse("{version: v, " + newer + "}"));
    }
}
