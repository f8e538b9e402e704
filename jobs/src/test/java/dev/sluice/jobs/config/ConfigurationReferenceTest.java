package dev.sluice.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.GeneratedPart;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists the options that the code has. */
class ConfigurationReferenceTest {
    @Test
    void theDocumentListsEveryOption() throws IOException {
        String rows = ScreeningOptions.all().stream()
                .map(option -> "| `" + option.key() + "` | " + kind(option) + " | "
                        + JobArguments.defaultOf(option)
                                .map(value -> "`" + value + "`")
                                .orElse("") + " | " + JobArguments.description(option) + " |\n")
                .collect(Collectors.joining());
        new GeneratedPart("configuration.md", "options")
                .holds("| option | value | default | what |\n|---|---|---|---|\n" + rows);
    }

    @Test
    void everyOptionIsExplainedInASentence() {
        assertThat(ScreeningOptions.all()).allSatisfy(option -> assertThat(JobArguments.description(option))
                .as(option.key())
                .matches("[A-Z].*\\."));
    }

    private static String kind(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value instanceof Duration) {
            return "time, such as `500 ms`, `10 s` or `5 min`";
        }
        if (value instanceof Enum<?> constant) {
            return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                    .map(other -> "`" + other + "`")
                    .collect(Collectors.joining(", "));
        }
        return value instanceof List ? "list" : "text";
    }
}
