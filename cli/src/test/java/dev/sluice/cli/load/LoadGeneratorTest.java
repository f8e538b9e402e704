package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.policy.Policy;
import dev.sluice.text.ChatReader;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    @Test
    void linesWithNumbersInLettersAreDifferentTextsToTheChatReader() {
        ChatReader reader = new ChatReader(Policy.shipped().chatLists());

        long texts = LongStream.range(0, 20_000)
                .map(number -> reader.read("which song is this? " + LoadGenerator.spelled(number))
                        .textHash())
                .distinct()
                .count();

        assertThat(texts).isEqualTo(20_000);
    }
}
