package dev.sluice.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Topic;
import java.util.Arrays;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {
    /** A new topic needs a place in the list of rights. */
    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyTopicHasSomebodyWhoWritesItAndSomebodyWhoReadsIt(Topic topic) {
        assertThat(Arrays.stream(Role.values())).as("writes").anyMatch(role -> role.writes(topic));
        assertThat(Arrays.stream(Role.values())).as("reads").anyMatch(role -> role.reads(topic));
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"KILLS", "FLAGS", "DIRECTIVES", "DECISIONS", "ACCOUNT_NOTES", "DEADLETTERS"})
    void whatSluiceSaysNobodyElseMaySay(Topic topic) {
        assertThat(Arrays.stream(Role.values()).filter(role -> role.writes(topic)))
                .containsExactly(Role.JOB);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyMayMoreThanReadAndWriteNamedTopicsButTheOperator(Role role) {
        assertThat(new AccessList("eu.", "group").of(role, "user"))
                .filteredOn(binding -> binding.pattern().resourceType() == ResourceType.TOPIC)
                .filteredOn(
                        binding -> role != Role.OPERATOR || binding.pattern().patternType() == PatternType.LITERAL)
                .allSatisfy(RoleTest::assertNarrow);
    }

    private static void assertNarrow(AclBinding binding) {
        assertThat(binding.pattern().patternType()).isEqualTo(PatternType.LITERAL);
        assertThat(binding.pattern().name()).startsWith("eu.");
        assertThat(binding.entry().operation()).isIn(AclOperation.READ, AclOperation.WRITE);
    }
}
